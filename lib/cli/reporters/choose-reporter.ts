import type { Printer } from '../printer';
import { jsonReporter } from './json-reporter';
import { progressReporter } from './progress-reporter';
import { quietReporter } from './quiet-reporter';
import type { Reporter } from './reporter';
import { textReporter } from './text-reporter';

/** A bar for a person at a terminal, lines for a file or a pipe, events for a program. */
export function chooseReporter(asJson: boolean, printer: Printer): Reporter {
  if (asJson) return jsonReporter(printer);
  if (printer.quiet) return quietReporter(printer);
  return printer.isTerminal ? progressReporter(printer) : textReporter(printer);
}
