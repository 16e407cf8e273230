'use client';

import { useMemo } from 'react';
import { facetNames, facetsOf, toggleFacet, type FacetName } from '@/lib/graph/selectors/facets';
import { stateWords, statusWords } from '@/lib/graph/selectors/selector';
import type { ProjectSnapshot } from '@/lib/service/project/project-snapshot';
import { CheckItem } from '../ui/check-item';
import { PillMenu } from '../ui/pill-menu';

const titles: Record<FacetName, string> = {
  kind: 'Kind',
  status: 'Status',
  state: 'Change',
  tag: 'Tag',
  owner: 'Owner',
};

interface FilterChipsProps {
  readonly snapshot: ProjectSnapshot;
  readonly text: string;
  readonly onText: (text: string) => void;
}

/** Conditions by mouse: each writes itself into the selector, where it can be read and changed. */
export function FilterChips({ snapshot, text, onText }: FilterChipsProps) {
  const facets = useMemo(() => facetsOf(text), [text]);
  const values = useMemo(() => valuesIn(snapshot), [snapshot]);
  return (
    <div role="group" aria-label="Filters" className="flex items-center gap-1">
      {facetNames
        .filter((name) => values[name].size > 0 || facets[name].length > 0)
        .map((name) => (
          <Chip
            key={name}
            title={titles[name]}
            values={values[name]}
            chosen={facets[name]}
            onToggle={(value) => onText(toggleFacet(text, name, value))}
            onClear={() =>
              onText(facets[name].reduce((left, value) => toggleFacet(left, name, value), text))
            }
          />
        ))}
    </div>
  );
}

interface ChipProps {
  readonly title: string;
  /** How many nodes have each value; undefined where counting says nothing. */
  readonly values: ReadonlyMap<string, number | undefined>;
  readonly chosen: readonly string[];
  readonly onToggle: (value: string) => void;
  readonly onClear: () => void;
}

function Chip({ title, values, chosen, onToggle, onClear }: ChipProps) {
  const all = new Map([...chosen.map((value) => [value, undefined] as const), ...values]);
  return (
    <PillMenu
      title={title}
      chosen={chosen}
      clearLabel={`Clear ${title.toLowerCase()} filter`}
      onClear={onClear}
    >
      {[...all].map(([value, count]) => (
        <CheckItem
          key={value}
          checked={chosen.includes(value)}
          onChange={() => onToggle(value)}
          aside={count}
        >
          {value}
        </CheckItem>
      ))}
    </PillMenu>
  );
}

function valuesIn({
  nodes,
}: ProjectSnapshot): Record<FacetName, ReadonlyMap<string, number | undefined>> {
  const count = (of: readonly (string | null)[]): ReadonlyMap<string, number> => {
    const counts = new Map<string, number>();
    for (const value of of) {
      if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
    }
    return new Map([...counts].toSorted(([a], [b]) => a.localeCompare(b)));
  };
  const statuses = count(nodes.map((node) => node.status));
  return {
    kind: count(nodes.map((node) => node.kind)),
    status: new Map(
      statusWords.flatMap((word) => {
        const times = statuses.get(word);
        return times === undefined ? [] : [[word, times]];
      }),
    ),
    state: new Map(stateWords.map((word) => [word, undefined])),
    tag: count(nodes.flatMap((node) => node.tags)),
    owner: count(nodes.map((node) => node.owner)),
  };
}
