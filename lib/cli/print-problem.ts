import type { ServiceError } from '../service/service-error';
import type { Diagnostic } from '../project/diagnostic';
import type { Printer } from './printer';

/** Each mistake as `file:line:column: message`, with the hint below it. */
export function printDiagnostics(diagnostics: readonly Diagnostic[], printer: Printer): void {
  for (const { severity, place, message, hint } of diagnostics) {
    const where =
      place === null ? '' : `${place.file}:${String(place.line)}:${String(place.column)}: `;
    (severity === 'error' ? printer.failure : printer.warning)(`${where}${message}`);
    if (hint !== null) printer.line(`    ${hint}`);
  }
}

/** Why a use case refused, what to do next, and the mistakes behind it. */
export function printServiceError(error: ServiceError, printer: Printer): void {
  printer.failure(error.message);
  if (error.hint !== null) printer.line(`    ${error.hint}`);
  printDiagnostics(error.diagnostics, printer);
}
