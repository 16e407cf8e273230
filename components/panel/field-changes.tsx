import type { NodeDetail } from '@/lib/service/project-snapshot';
import type { JsonValue } from '@/lib/util/json';
import { lineDiff } from './line-diff';
import { cn } from '../ui/cn';

/** Field by field: what was last built, and what is on disk now. */
export function FieldChanges({ changes }: { readonly changes: NodeDetail['changes'] }) {
  return (
    <ul className="space-y-2">
      {changes.map((change) => (
        <li key={change.path} className="overflow-hidden rounded-lg border border-line">
          <p className="border-b border-line bg-sunken px-3 py-1 font-mono text-2xs text-ink-soft">
            {change.path}
          </p>
          <div className="overflow-x-auto py-1 font-mono text-xs leading-5">
            {lineDiff(textOf(change.before), textOf(change.after)).map((line, index) => (
              <div
                key={index}
                className={cn(
                  'flex w-max min-w-full px-3',
                  line.side === 'before' && 'bg-run-failed-soft',
                  line.side === 'after' && 'bg-run-success-soft',
                )}
              >
                <span className="w-4 shrink-0 text-ink-faint select-none">
                  {{ before: '−', after: '+', both: '' }[line.side]}
                  <span className="sr-only">
                    {{ before: 'removed: ', after: 'added: ', both: '' }[line.side]}
                  </span>
                </span>
                <span className="whitespace-pre">{line.text}</span>
              </div>
            ))}
          </div>
        </li>
      ))}
    </ul>
  );
}

function textOf(value: JsonValue): string | null {
  if (value === null) return null;
  return typeof value === 'string' ? value.replace(/\n$/, '') : JSON.stringify(value, null, 2);
}
