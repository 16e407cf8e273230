import type { Printer } from '../printer';
import { jsonReporter } from './json-reporter';
import { quietReporter } from './quiet-reporter';
import type { Reporter, ReporterOptions } from './reporter';
import { textReporter } from './text-reporter';

/** A bar for a person at a terminal, lines for a file or a pipe, events for a program. */
export async function chooseReporter(
  asJson: boolean,
  printer: Printer,
  options: ReporterOptions = {},
): Promise<Reporter> {
  if (asJson) return jsonReporter(printer);
  if (printer.quiet) return quietReporter(printer);
  if (!printer.isTerminal) return textReporter(printer, options);
  const { progressReporter } = await import('./progress-reporter');
  return progressReporter(printer, options);
}
