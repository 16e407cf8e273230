/** A value as it stands in a cell: what is missing is told from what is empty. */
export function ValueText({ value }: { readonly value: string | null }) {
  if (value === null) return <span className="text-ink-faint italic">null</span>;
  if (value === '') return <span className="text-ink-faint italic">empty</span>;
  return value;
}
