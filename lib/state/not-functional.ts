/** Keys that never change what a node makes: words for people, and how it is scheduled and checked. */
export const notFunctional: ReadonlySet<string> = new Set([
  'description',
  'owner',
  'tags',
  'audits',
  'retry_delay',
  'timeout',
  'pool',
  'weight',
  'always_run',
  'schedule',
]);
