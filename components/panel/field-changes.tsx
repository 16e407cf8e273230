import type { NodeDetail } from '@/lib/service/project/project-snapshot';
import type { JsonValue } from '@/lib/util/json';
import { lineDiff } from './line-diff';
import { cn } from '../ui/cn';

const classWords = {
  breaking: 'breaking',
  non_breaking: 'non-breaking',
  metadata: 'metadata',
} as const;

type FieldChange = NodeDetail['changes'][number];

/** Field by field: what was before, and what is now. */
export function FieldChanges({
  changes,
}: {
  /** `class`: what the change means to those who read the node; without it nothing is said of that. */
  readonly changes: readonly (Omit<FieldChange, 'class'> & Partial<Pick<FieldChange, 'class'>>)[];
}) {
  return (
    <ul className="space-y-2">
      {changes.map((change) => (
        <li key={change.path} className="overflow-hidden rounded-lg border border-line">
          <p className="flex justify-between gap-2 border-b border-line bg-sunken px-3 py-1 text-2xs text-ink-soft">
            <span className="font-mono">{change.path}</span>
            {change.class !== undefined && <span>{classWords[change.class]}</span>}
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
