import type { CheckPoint } from '@/lib/service/quality/quality-report';
import { formatMoment } from '../ui/format-time';
import { areaColour } from '../ui/state-look';
import { checkLooks } from './check-looks';

/** How a check ended the last times, oldest first: as high as its violations, a mark for each. */
export function PastMarks({ past }: { readonly past: readonly CheckPoint[] }) {
  const most = Math.max(1, ...past.map(({ violations }) => violations ?? 0));
  return (
    <ol aria-label="The last times" className="flex h-5 items-end gap-px">
      {past.map((point) => {
        const look = checkLooks[point.status];
        const text = `${look.label}${point.violations === null ? '' : `, ${point.violations} violations`}, ${formatMoment(point.atMs)}`;
        const height = point.status === 'pass' ? 3 : 5 + ((point.violations ?? most) / most) * 15;
        return (
          <li key={point.runId} title={text} className="flex h-full items-end">
            <span
              aria-hidden
              className="w-1.5 rounded-sm"
              style={{ height, background: areaColour(look) }}
            />
            <span className="sr-only">{text}</span>
          </li>
        );
      })}
    </ol>
  );
}
