import type { Graph } from '@/lib/graph/graph';
import type { NodeId } from '@/lib/graph/node-id';
import type { NodeSnapshot, ProjectSnapshot } from '@/lib/service/project/project-snapshot';
import { Ago } from '../ui/ago';
import { runStates } from '../ui/run-states';
import { StateLabel } from '../ui/state-label';
import { Section } from './section';

interface NodeRulesProps {
  readonly node: NodeSnapshot;
  readonly graph: Graph;
  readonly snapshot: ProjectSnapshot;
  readonly onSelect: (id: NodeId) => void;
}

/** The rules that check a node's output, each with what it found last. */
export function NodeRules({ node, graph, snapshot, onSelect }: NodeRulesProps) {
  const readers = new Set(graph.downstreamOf(node.id));
  const rules = snapshot.nodes.filter((one) => one.kind === 'rule' && readers.has(one.id));
  if (rules.length === 0) return null;
  return (
    <Section title="Checked by">
      <ul className="-mx-2">
        {rules.map((rule) => (
          <li key={rule.id}>
            <button
              type="button"
              onClick={() => onSelect(rule.id)}
              className="w-full rounded-md px-2 py-1 text-left hover:bg-hover"
            >
              <span className="flex items-center gap-2">
                <span className="min-w-0 flex-1 truncate">{rule.name}</span>
                {rule.last === null ? (
                  <span className="text-2xs text-ink-faint">not yet</span>
                ) : (
                  <span className="flex items-center gap-1.5 text-2xs text-ink-soft">
                    <StateLabel look={runStates[rule.last.status]} />
                    <Ago atMs={rule.last.finishedAtMs} />
                  </span>
                )}
              </span>
              {rule.last?.error != null && (
                <span className="block text-2xs text-ink-soft">{rule.last.error.message}</span>
              )}
            </button>
          </li>
        ))}
      </ul>
    </Section>
  );
}
