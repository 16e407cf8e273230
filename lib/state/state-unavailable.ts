/** The place of the state can't be reached, or is none: a sentence about it, and what to do next. */
export class StateUnavailableError extends Error {
  override readonly name = 'StateUnavailableError';
  readonly hint: string;

  constructor(message: string, hint: string, options?: ErrorOptions) {
    super(message, options);
    this.hint = hint;
  }
}
