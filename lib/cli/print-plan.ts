import { causeChains, reasonWithCauses } from '../planner/cause-chain';
import type { Plan } from '../planner/plan';
import { nodesToRun } from '../planner/nodes-to-run';
import type { Printer } from './printer';
import { rule } from './rule';

const words = { run: 'RUN', cached: 'CACHED', skip: 'SKIP' } as const;

/**
 * The execution plan as the DAG runner's document prints it: one numbered line a node with its decision
 * and, in brackets, its tags; a reason follows in parentheses when it is asked for.
 */
export function printPlan(plan: Plan, to: Printer, options: { reasons: boolean }): void {
  const lines: string[] = [];
  // In one piece: each line that is written by itself waits for the reader of a pipe.
  const printer = to.through((line) => void lines.push(line));
  const { colors } = printer;
  const paint = { run: colors.green, cached: colors.blue, skip: colors.yellow };
  printer.info('Execution Plan:');
  printer.info(rule);
  const chainOf = causeChains(plan);
  plan.entries.forEach((entry, index) => {
    const { action } = entry.decision;
    const tags = entry.tags.length === 0 ? '' : ` [${entry.tags.join(', ')}]`;
    const reason = options.reasons
      ? ` (${inLetters(reasonWithCauses(entry, chainOf(entry)), printer)})`
      : '';
    printer.line(
      `  ${String(index + 1).padStart(2)}. ${paint[action](words[action])} ${entry.nodeId}${tags}${reason}`,
    );
  });
  printer.info(rule);
  printer.info(
    `Total: ${String(plan.entries.length)} nodes, ${String(nodesToRun(plan).length)} to run`,
  );
  to.line(lines.join('\n'));
}

/** The arrows and the dots of our own words; names and values of the project stay as they are. */
function inLetters(text: string, { ascii }: Printer): string {
  return ascii ? text.replaceAll('→', '->').replaceAll('←', '<-').replaceAll('…', '...') : text;
}
