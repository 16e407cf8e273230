'use client';

import type { NodeId } from '@/lib/graph/node-id';
import type { ProjectSnapshot } from '@/lib/service/project/project-snapshot';
import { KindIcon } from '../ui/kind-icon';
import { nextLook } from '../ui/freshness-states';
import { StateIcon } from '../ui/state-label';
import { Section } from './section';

interface NodeLinksProps {
  readonly title: string;
  /** What to say when there are none. */
  readonly none: string;
  readonly ids: readonly NodeId[];
  readonly snapshot: ProjectSnapshot;
  readonly onSelect: (id: NodeId) => void;
}

/** Neighbours of a node; a click goes there. */
export function NodeLinks({ title, none, ids, snapshot, onSelect }: NodeLinksProps) {
  const nodes = new Map(snapshot.nodes.map((node) => [node.id, node]));
  const icons = new Map(snapshot.kinds.map((kind) => [kind.kind, kind.icon]));
  return (
    <Section
      title={title}
      aside={ids.length > 0 && <span className="tabular-nums">{ids.length}</span>}
    >
      {ids.length === 0 && <p className="text-ink-soft">{none}</p>}
      <ul className="-mx-2">
        {ids.map((id) => {
          const node = nodes.get(id);
          if (node === undefined) return null;
          const look = nextLook(node);
          return (
            <li key={id}>
              <button
                type="button"
                onClick={() => onSelect(id)}
                className="flex w-full items-center gap-2 rounded-md px-2 py-1 text-left hover:bg-hover"
              >
                <KindIcon
                  name={icons.get(node.kind) ?? ''}
                  className="size-3.5 shrink-0 text-ink-faint"
                />
                <span className="min-w-0 flex-1 truncate">{id}</span>
                <span className="flex shrink-0 items-center gap-1 text-2xs text-ink-faint">
                  <StateIcon look={look} className="size-3" />
                  {look.label}
                </span>
              </button>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
