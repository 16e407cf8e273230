import { useMemo } from 'react';
import { cn } from './cn';
import { CopyButton } from './copy-button';
import { highlightCode, type CodeLanguage, type CodeTone } from './highlight-code';

const toneClasses: Record<CodeTone, string> = {
  plain: '',
  word: 'text-code-word',
  text: 'text-code-text',
  number: 'text-code-number',
  quiet: 'text-code-quiet italic',
};

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
  const pieces = useMemo(() => highlightCode(text, language), [text, language]);
  const lines = text.split('\n').length;
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
          {Array.from({ length: lines }, (_, index) => (
            <div key={index}>{index + 1}</div>
          ))}
        </div>
        <pre className="pr-4">
          <code>
            {pieces.map((piece, index) => (
              <span key={index} className={cn(toneClasses[piece.tone])}>
                {piece.text}
              </span>
            ))}
          </code>
        </pre>
      </div>
    </div>
  );
}
