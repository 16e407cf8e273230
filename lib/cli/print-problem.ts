import type { ServiceError } from '../service/service-error';
import type { Diagnostic } from '../project/diagnostic';
import { exitCodes } from './exit-codes';
import type { Printer } from './printer';

/** Each mistake as `file:line:column: message`, with the hint below it. */
export function printDiagnostics(diagnostics: readonly Diagnostic[], printer: Printer): void {
  const { problems } = printer;
  for (const { severity, place, message, hint } of diagnostics) {
    const where =
      place === null ? '' : `${place.file}:${String(place.line)}:${String(place.column)}: `;
    (severity === 'error' ? problems.failure : problems.warning)(`${where}${message}`);
    if (hint !== null) problems.line(`    ${hint}`);
  }
}

/**
 * Says why a use case refused, what to do next, and the mistakes behind it; as JSON on stdout for
 * programs, which read nothing else. Returns the exit code.
 */
export function refuse(
  error: ServiceError,
  printer: Printer,
  { asJson }: { readonly asJson: boolean },
): number {
  if (asJson) {
    printer.line(JSON.stringify({ type: 'error', error }));
  } else {
    printer.problems.failure(error.message);
    if (error.hint !== null) printer.problems.line(`    ${error.hint}`);
    printDiagnostics(error.diagnostics, printer);
  }
  return exitCodes.failed;
}
