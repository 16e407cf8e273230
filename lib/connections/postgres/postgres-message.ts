/** What went wrong in PostgreSQL or on the way there, with the detail and the advice that it gives. */
export function postgresMessage(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // A host with several addresses fails with an error for each, and no words of its own.
  if (error instanceof AggregateError && error.message === '') {
    return error.errors.map(postgresMessage).join('; ');
  }
  const { detail, hint } = error as { detail?: unknown; hint?: unknown };
  const further = [detail, hint].filter((text) => typeof text === 'string' && text !== '');
  return [error.message, ...further].join('. ').replaceAll('..', '.');
}

/** The five characters by which PostgreSQL tells its errors apart; null for what isn't its own. */
export function postgresCode(error: unknown): string | null {
  const code = error instanceof Error ? (error as { code?: unknown }).code : undefined;
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) ? code : null;
}
