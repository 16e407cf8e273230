import type { SampleOfRows } from '@/lib/events/violating-rows';
import { formatCount } from '../ui/format-count';
import { ValueText } from '../data/grid/value-text';

/** Rows that break a check, as they were kept when it was made. */
export function SampleTable({
  sample,
  violations,
}: {
  readonly sample: SampleOfRows;
  readonly violations: number;
}) {
  return (
    <div
      role="region"
      aria-label="Violating rows"
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolling by arrow keys needs the focus
      tabIndex={0}
      className="overflow-x-auto rounded-md border border-line"
    >
      <table className="w-full border-collapse text-xs">
        <caption className="border-b border-line bg-sunken px-2.5 py-1 text-left text-2xs text-ink-soft">
          {sample.rows.length < violations
            ? `${formatCount(sample.rows.length)} of ${formatCount(violations)} violations`
            : 'Violations'}
        </caption>
        <thead>
          <tr className="border-b border-line bg-sunken text-left">
            {sample.columns.map((name) => (
              <th key={name} scope="col" className="px-2.5 py-1 font-medium whitespace-nowrap">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-line bg-surface">
          {sample.rows.map((row, at) => (
            <tr key={at}>
              {row.map((value, column) => (
                <td key={column} className="max-w-64 truncate px-2.5 py-1" title={value ?? 'null'}>
                  <ValueText value={value} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
