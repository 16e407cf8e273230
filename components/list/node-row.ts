import type { NodeId } from '@/lib/graph/node-id';
import type { NodeSnapshot } from '@/lib/service/project/project-snapshot';
import type { RunStateWord } from '../ui/run-states';

/** A node as the list shows it: what the next run would do with it, and how it fared last. */
export interface NodeRow {
  readonly id: NodeId;
  readonly node: NodeSnapshot;
  /** In the run that is shown, else in its last one; null: it never ran. */
  readonly status: RunStateWord | null;
  /** Seconds. */
  readonly duration: number | null;
  readonly rows: number | null;
  readonly finishedAtMs: number | null;
}
