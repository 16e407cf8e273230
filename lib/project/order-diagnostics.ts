import type { Diagnostic } from './diagnostic';
import type { ParsedProject } from './parsed-project';

/** Errors first, then by file, line and column. */
export function orderDiagnostics(
  diagnostics: readonly Diagnostic[],
): Pick<ParsedProject, 'diagnostics' | 'hasErrors'> {
  const inOrder = diagnostics.toSorted(
    (a, b) =>
      Number(a.severity === 'warning') - Number(b.severity === 'warning') ||
      compare(a.place?.file ?? '', b.place?.file ?? '') ||
      (a.place?.line ?? 0) - (b.place?.line ?? 0) ||
      (a.place?.column ?? 0) - (b.place?.column ?? 0),
  );
  return {
    diagnostics: inOrder,
    hasErrors: inOrder.some((diagnostic) => diagnostic.severity === 'error'),
  };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
