/** A name in one line that loses its middle, not its end, when the place is narrow: ends tell names apart. */
export function MiddleCut({
  text,
  className,
}: {
  readonly text: string;
  readonly className?: string;
}) {
  const tail = text.length > 14 ? 7 : 0;
  const head = text.slice(0, text.length - tail);
  return (
    <span title={text} className={className}>
      <span className="flex min-w-0">
        <span className="truncate">{head}</span>
        {tail > 0 && <span className="shrink-0">{text.slice(-tail)}</span>}
      </span>
    </span>
  );
}
