import { stateToJson } from '../../../state/state-json';
import { assessOrRefuse } from '../../assess-or-refuse';
import type { Invocation } from '../../define-command';
import { exitCodes } from '../../exit-codes';
import { formatCount, formatSeconds, formatTime } from '../../format-values';
import { printTable } from '../../print-table';
import type { StateFlags } from './flags';

/** `seeknal state show`: what is remembered of every node. */
export async function stateShowAction(invocation: Invocation<StateFlags>): Promise<number> {
  const { flags, paths, printer } = invocation;
  const asJson = flags.json === true;
  const opened = await assessOrRefuse(paths, printer, { asJson });
  if (!opened.ok) return opened.error;
  const { state } = opened.value;
  if (asJson) printer.line(JSON.stringify(stateToJson(state), null, 2));
  else if (state.size === 0) printer.info('Nothing is stored yet: no node was run.');
  else {
    printTable(
      [
        { title: 'Node' },
        { title: 'Status' },
        { title: 'Duration', align: 'right' },
        { title: 'Rows', align: 'right' },
        { title: 'Last run' },
      ],
      [...state]
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .map(([id, entry]) => [
          id,
          entry.status,
          formatSeconds(entry.duration),
          formatCount(entry.rowCount),
          formatTime(entry.lastRun * 1000),
        ]),
      printer,
    );
  }
  return exitCodes.done;
}
