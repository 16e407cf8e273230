/** What a node is called and what it reads is fixed; the rest of these are words for people. */
const fixedFields = new Set(
  'kind name description owner tags inputs depends_on columns schedule'.split(' '),
);

/** Whether the expressions in a field of a node have an effect. */
export function isTemplated(field: string): boolean {
  return !fixedFields.has(field);
}
