import { useMemo } from 'react';
import type { NodeDetail } from '@/lib/service/project/project-snapshot';
import type { JsonValue } from '@/lib/util/json';
import { cn } from '../ui/cn';
import type { CodeLanguage } from '../ui/highlight-code';
import { belowEachOther, codeDiff } from './code-diff';
import { DiffLineCode } from './diff-line-code';
import { diffLooks } from './diff-looks';

const classWords = {
  breaking: 'breaking',
  non_breaking: 'non-breaking',
  metadata: 'metadata',
} as const;

/** `class`: what the change means to those who read the node; without it nothing is said of that. */
type FieldChange = Omit<NodeDetail['changes'][number], 'class'> &
  Partial<Pick<NodeDetail['changes'][number], 'class'>>;

/** Field by field: what was before, and what is now. */
export function FieldChanges({ changes }: { readonly changes: readonly FieldChange[] }) {
  return (
    <ul className="space-y-2">
      {changes.map((change) => (
        <li key={change.path} className="overflow-hidden rounded-lg border border-line">
          <p className="flex justify-between gap-2 border-b border-line bg-sunken px-3 py-1 text-2xs text-ink-soft">
            <span className="font-mono">{change.path}</span>
            {change.class !== undefined && <span>{classWords[change.class]}</span>}
          </p>
          <FieldDiff change={change} />
        </li>
      ))}
    </ul>
  );
}

function FieldDiff({ change: { path, before, after } }: { readonly change: FieldChange }) {
  // The panel is drawn again at every event of a run.
  const lines = useMemo(
    () => belowEachOther(codeDiff(textOf(before), textOf(after), languageOf(path))),
    [path, before, after],
  );
  return (
    <div className="overflow-x-auto py-1 font-mono text-xs leading-5">
      {lines.map(({ side, line }, index) => {
        const { sign, word, ground, mark } = diffLooks[side];
        return (
          <div key={index} className={cn('flex w-max min-w-full px-3', ground)}>
            <span className="w-4 shrink-0 text-ink-faint select-none">
              {sign}
              <span className="sr-only">{word}</span>
            </span>
            <span className="whitespace-pre">
              <DiffLineCode line={line} mark={mark} />
            </span>
          </div>
        );
      })}
    </div>
  );
}

function textOf(value: JsonValue): string | null {
  if (value === null) return null;
  return typeof value === 'string' ? value.replace(/\n$/, '') : JSON.stringify(value, null, 2);
}

/** Of the fields of a node these hold SQL. */
function languageOf(path: string): CodeLanguage {
  return path === 'sql' || path === 'transform' ? 'sql' : 'plain';
}
