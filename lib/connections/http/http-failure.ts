import { STATUS_CODES } from 'node:http';

/** An answer, or the lack of one, that is a failure. `isPassing`: another try may end better. */
export class HttpFailure extends Error {
  readonly isPassing: boolean;

  constructor(message: string, isPassing: boolean) {
    super(message);
    this.isPassing = isPassing;
  }

  /** For an answer that says no; `body`: how it begins. */
  static ofStatus(status: number, body = ''): HttpFailure {
    const words = STATUS_CODES[status];
    const said = body.trim().slice(0, 200);
    return new HttpFailure(
      `the answer is ${String(status)}${words === undefined ? '' : ` ${words}`}${said === '' ? '' : `: ${said}`}`,
      status >= 500 || status === 408 || status === 429,
    );
  }

  /** For what fetch throws. It wraps the reason, and says nothing itself. */
  static ofError(error: unknown, timeoutMs: number): HttpFailure {
    if (error instanceof HttpFailure) return error;
    if (error instanceof Error && (error.name === 'TimeoutError' || error.name === 'AbortError')) {
      return new HttpFailure(`nothing was heard for ${String(timeoutMs / 1000)} s`, true);
    }
    const cause = error instanceof Error ? (error.cause ?? error) : error;
    if (cause instanceof AggregateError && cause.message === '') {
      return new HttpFailure(
        cause.errors
          .map((one: unknown) => (one instanceof Error ? one.message : String(one)))
          .join('; '),
        true,
      );
    }
    return new HttpFailure(cause instanceof Error ? cause.message : String(cause), true);
  }
}
