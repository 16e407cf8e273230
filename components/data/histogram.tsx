import { formatCount } from '../ui/format-count';

interface Bar {
  readonly label: string;
  readonly rows: number;
}

const width = 240;
const height = 44;

/** How values are spread, as bars; the table of the same numbers is there for who doesn't see them. */
export function Histogram({
  label,
  bars,
}: {
  readonly label: string;
  readonly bars: readonly Bar[];
}) {
  const most = Math.max(1, ...bars.map(({ rows }) => rows));
  const step = width / bars.length;
  return (
    <figure className="min-w-0">
      <svg
        aria-hidden
        viewBox={`0 0 ${width} ${height}`}
        preserveAspectRatio="none"
        className="h-11 w-full max-w-60 overflow-visible"
      >
        {bars.map((bar, at) => {
          const high = bar.rows === 0 ? 0 : Math.max(1.5, (bar.rows / most) * (height - 1));
          return (
            <g key={at} className="group/bar">
              <rect x={at * step} width={step} y={0} height={height} fill="transparent">
                <title>{`${bar.label}: ${formatCount(bar.rows)} rows`}</title>
              </rect>
              <rect
                x={at * step + 0.5}
                width={Math.max(0.5, step - 1)}
                y={height - high}
                height={high}
                className="pointer-events-none fill-run-running/70 group-hover/bar:fill-run-running"
              />
            </g>
          );
        })}
        <line x1={0} x2={width} y1={height} y2={height} className="stroke-line-strong" />
      </svg>
      <table className="sr-only">
        <caption>{label}</caption>
        <thead>
          <tr>
            <th scope="col">Values</th>
            <th scope="col">Rows</th>
          </tr>
        </thead>
        <tbody>
          {bars.map((bar, at) => (
            <tr key={at}>
              <td>{bar.label}</td>
              <td>{bar.rows}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  );
}
