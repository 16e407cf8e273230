import { MultiBar, Presets, type SingleBar } from 'cli-progress';
import type { NodeId } from '../../graph/node-id';
import type { Printer } from '../printer';
import type { Reporter, ReporterOptions } from './reporter';
import { printFinished, printLog, textReporter } from './text-reporter';

/** A live bar for terminals; what went wrong scrolls by above it, the summary comes as everywhere. */
export function progressReporter(
  printer: Printer,
  { verbose = false }: ReporterOptions = {},
): Reporter {
  const text = textReporter(printer);
  const running = new Set<NodeId>();
  let bars: MultiBar | null = null;
  let bar: SingleBar | null = null;
  // cli-progress keeps its bar at the bottom only for lines that go through it.
  const above = printer.through((line) => {
    if (bars === null) printer.line(line);
    else bars.log(`${line}\n`);
  });
  const refresh = (done = 0): void =>
    bar?.increment(done, { running: [...running].slice(0, 3).join(', ') });
  return {
    planned: text.planned,
    event: (event) => {
      switch (event.type) {
        case 'run_started': {
          const total = event.nodes.filter((node) => node.decision === 'run').length;
          if (total === 0) return;
          bars = new MultiBar(
            {
              format: '  {bar} {value}/{total} {duration_formatted}  {running}',
              hideCursor: true,
              stream: process.stdout,
            },
            printer.ascii ? Presets.legacy : Presets.shades_classic,
          );
          bar = bars.create(total, 0, { running: '' });
          return;
        }
        case 'node_started':
          running.add(event.node_id);
          refresh();
          return;
        case 'node_finished':
          running.delete(event.node_id);
          if (event.status !== 'success') printFinished(event, above);
          refresh(1);
          return;
        case 'log':
          // One terminal: what went another way would tear the bar.
          printLog(event, { lines: above, problems: above, verbose });
          return;
        case 'node_progress':
          return;
        case 'run_finished':
          bars?.stop();
          return;
      }
    },
    finished: text.finished,
  };
}
