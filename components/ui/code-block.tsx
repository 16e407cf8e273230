import { Fragment, useMemo } from 'react';
import { CodeLine } from './code-line';
import { CopyButton } from './copy-button';
import { highlightLines, type CodeLanguage } from './highlight-code';

/** Code to read, with line numbers; always shown as text. */
export function CodeBlock({
  code,
  language,
  label,
}: {
  readonly code: string;
  readonly language: CodeLanguage;
  /** What it is, for screen readers and the copy button: "SQL". */
  readonly label: string;
}) {
  const text = code.replace(/\n$/, '');
  const lines = useMemo(() => highlightLines(text, language), [text, language]);
  return (
    <div className="group relative">
      <div className="absolute top-1 right-1 z-10 opacity-0 transition-opacity group-focus-within:opacity-100 group-hover:opacity-100">
        <CopyButton text={code} label={`Copy ${label}`} className="size-7 bg-raised shadow-card" />
      </div>
      {/* A region that scrolls must be reachable by keyboard. */}
      <div
        role="region"
        aria-label={label}
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolling by arrow keys needs the focus
        tabIndex={0}
        className="flex overflow-x-auto rounded-lg border border-line bg-sunken py-3 font-mono text-xs leading-5"
      >
        <div
          aria-hidden
          className="sticky left-0 min-w-9 bg-sunken pr-3 pl-2 text-right text-ink-faint select-none"
        >
          {lines.map((_, index) => (
            <div key={index}>{index + 1}</div>
          ))}
        </div>
        <pre className="pr-4">
          <code>
            {lines.map((pieces, index) => (
              <Fragment key={index}>
                {index > 0 && '\n'}
                <CodeLine pieces={pieces} />
              </Fragment>
            ))}
          </code>
        </pre>
      </div>
    </div>
  );
}
