import type { Diagnostic, DiagnosticCode } from './diagnostic';
import type { Position } from './node-file';

/** The mistakes of one file, as they are found. */
export class Findings {
  readonly list: Diagnostic[] = [];
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  error(code: DiagnosticCode, message: string, at: Position, hint: string | null): void {
    this.#add('error', code, message, at, hint);
  }

  warning(code: DiagnosticCode, message: string, at: Position, hint: string | null): void {
    this.#add('warning', code, message, at, hint);
  }

  #add(
    severity: Diagnostic['severity'],
    code: DiagnosticCode,
    message: string,
    at: Position,
    hint: string | null,
  ): void {
    this.list.push({
      code,
      severity,
      message,
      hint,
      place: { file: this.#file, ...at },
      nodeId: null,
    });
  }
}
