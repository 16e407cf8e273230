'use client';

import type { NodeId } from '@/lib/graph/node-id';
import { CheckItem } from '../ui/check-item';
import { Choice } from '../ui/choice';
import { PillMenu } from '../ui/pill-menu';
import type { PlanChoice, PlanReach, PlanWhat } from './plan-choice';

interface PlanFormProps {
  readonly choice: PlanChoice;
  readonly onChoice: (choice: PlanChoice) => void;
  readonly selected: readonly NodeId[];
  /** What the search box holds, when it is a selector; empty for nothing. */
  readonly selector: string;
  readonly tags: readonly string[];
}

/** What is to be planned: which nodes, how far around them, and without which tags. */
export function PlanForm({ choice, onChoice, selected, selector, tags }: PlanFormProps) {
  const { what, reach, excludeTags } = choice;
  const options = [
    { value: 'changed', label: 'Changed' },
    { value: 'all', label: 'All' },
    ...(selected.length > 0 || what.by === 'nodes'
      ? [{ value: 'nodes', label: `Selected ${String(selected.length || countOf(what))}` } as const]
      : []),
    ...(selector !== '' || what.by === 'found'
      ? [{ value: 'found', label: 'Found' } as const]
      : []),
    { value: 'failed', label: 'Failed' },
  ] as const;
  const take = (by: PlanWhat['by']): void => {
    const next = whatBy(by, what, selected, selector);
    onChoice({ ...choice, what: next, reach: by === 'nodes' ? 'downstream' : 'none' });
  };
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Choice label="What runs" value={what.by} options={options} onChange={take} />
      {what.by !== 'changed' && what.by !== 'all' && (
        <Choice<PlanReach>
          label="And around them"
          value={reach}
          options={[
            { value: 'none', label: 'only these' },
            { value: 'upstream', label: '+ upstream' },
            { value: 'downstream', label: '+ downstream' },
            { value: 'both', label: 'both' },
          ]}
          onChange={(next) => onChoice({ ...choice, reach: next })}
        />
      )}
      {tags.length > 0 && (
        <PillMenu
          title="Without tags"
          chosen={excludeTags}
          clearLabel="Leave no tag out"
          onClear={() => onChoice({ ...choice, excludeTags: [] })}
        >
          {tags.map((tag) => (
            <CheckItem
              key={tag}
              checked={excludeTags.includes(tag)}
              onChange={(isOut) =>
                onChoice({
                  ...choice,
                  excludeTags: isOut
                    ? [...excludeTags, tag]
                    : excludeTags.filter((other) => other !== tag),
                })
              }
            >
              {tag}
            </CheckItem>
          ))}
        </PillMenu>
      )}
    </div>
  );
}

function countOf(what: PlanWhat): number {
  return what.by === 'nodes' ? what.ids.length : 0;
}

function whatBy(
  by: PlanWhat['by'],
  now: PlanWhat,
  selected: readonly NodeId[],
  selector: string,
): PlanWhat {
  switch (by) {
    case 'changed':
    case 'all':
    case 'failed':
      return { by };
    case 'nodes':
      return { by, ids: selected.length > 0 || now.by !== 'nodes' ? selected : now.ids };
    case 'found':
      return { by, selector: selector !== '' || now.by !== 'found' ? selector : now.selector };
  }
}
