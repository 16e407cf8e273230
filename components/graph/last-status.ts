import type { NodeSnapshot } from '@/lib/service/project/project-snapshot';
import { freshnessStates } from '../ui/freshness-states';
import { runStates } from '../ui/run-states';
import type { StateLook } from '../ui/state-look';

/** How a node fared, as its card tells it. */
export interface CardStatus {
  readonly look: StateLook;
  readonly word: string;
}

/** How it fared the last time; of what is gone only that it is. */
export function lastStatus({ freshness, last }: NodeSnapshot): CardStatus {
  if (freshness === 'removed') {
    return { look: freshnessStates.removed, word: 'No longer in the project' };
  }
  if (last === null) return { look: runStates.pending, word: 'Never run' };
  const look = runStates[last.status];
  return { look, word: look.label };
}
