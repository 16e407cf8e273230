import type { NodeId } from '../graph/node-id';
import { describeStateBackend } from '../testing/state-conformance';
import { temporaryProject } from '../testing/temporary-project';
import { explainEntries } from './explain-entries';
import type { nodeStateToJson } from './state-json';
import { stateFromJson, stateToJson } from './state-json';

/** The least that a backend of one's own has to do: here for a text in memory. */
describeStateBackend('a backend that can only load and save', async () => {
  const { stateDir } = await temporaryProject();
  let text = '{}';
  let aside = '';
  return {
    stateDir,
    open: () =>
      Promise.resolve({
        load: () => {
          const read = stateFromJson(JSON.parse(text) as Record<string, never>);
          const repairs = explainEntries(read, 'memory');
          return Promise.resolve({ state: read.state, repairs, unsettled: repairs.length > 0 });
        },
        save: (state) => {
          aside = text;
          text = JSON.stringify(stateToJson(state));
          return Promise.resolve();
        },
      }),
    damage: (node: NodeId) => {
      const state = JSON.parse(text) as Record<string, ReturnType<typeof nodeStateToJson>>;
      text = JSON.stringify({ ...state, [node]: { status: 'damaged' } });
      return Promise.resolve();
    },
    keptAside: () => Promise.resolve([aside]),
  };
});
