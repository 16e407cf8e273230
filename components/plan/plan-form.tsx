'use client';

import { ChevronDown } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import type { NodeId } from '@/lib/graph/node-id';
import { CheckItem } from '../ui/check-item';
import { cn } from '../ui/cn';
import { Choice } from '../ui/choice';
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
        <TagMenu
          tags={tags}
          excluded={excludeTags}
          onExclude={(next) => onChoice({ ...choice, excludeTags: next })}
        />
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

function TagMenu({
  tags,
  excluded,
  onExclude,
}: {
  readonly tags: readonly string[];
  readonly excluded: readonly string[];
  readonly onExclude: (tags: string[]) => void;
}) {
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger
        className={cn(
          'inline-flex h-7 items-center gap-1 rounded-full border px-2.5 text-xs whitespace-nowrap text-ink-soft hover:text-ink',
          excluded.length > 0 ? 'border-line-strong bg-hover' : 'border-line',
        )}
      >
        Without tags
        {excluded.length > 0 && (
          <span className="max-w-32 truncate font-medium text-ink">{excluded.join(', ')}</span>
        )}
        <ChevronDown aria-hidden className="size-3 text-ink-faint" />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align="start"
          sideOffset={6}
          collisionPadding={8}
          className="animate-fade z-50 max-h-72 min-w-40 overflow-y-auto rounded-lg border border-line bg-raised p-1 shadow-float"
        >
          {tags.map((tag) => (
            <CheckItem
              key={tag}
              checked={excluded.includes(tag)}
              onChange={(isOut) =>
                onExclude(isOut ? [...excluded, tag] : excluded.filter((other) => other !== tag))
              }
            >
              {tag}
            </CheckItem>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
