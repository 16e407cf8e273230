import Anser from 'anser';
import { Fragment, type CSSProperties } from 'react';

/** Colours of a terminal as colours that can be read in both themes. */
const colours: Readonly<Record<string, string>> = {
  'ansi-red': 'var(--run-failed)',
  'ansi-bright-red': 'var(--run-failed)',
  'ansi-green': 'var(--code-text)',
  'ansi-bright-green': 'var(--code-text)',
  'ansi-yellow': 'var(--run-stopped)',
  'ansi-bright-yellow': 'var(--run-stopped)',
  'ansi-blue': 'var(--code-number)',
  'ansi-bright-blue': 'var(--code-number)',
  'ansi-magenta': 'var(--code-word)',
  'ansi-bright-magenta': 'var(--code-word)',
  'ansi-cyan': 'var(--run-cached)',
  'ansi-bright-cyan': 'var(--run-cached)',
  'ansi-black': 'var(--ink-faint)',
  'ansi-bright-black': 'var(--ink-faint)',
};

/** A line of a log with its terminal colours; what is looked for is marked. */
export function AnsiText({ text, mark }: { readonly text: string; readonly mark: string }) {
  if (!text.includes('\u001b')) return <Marked text={text} mark={mark} />;
  return Anser.ansiToJson(text, { use_classes: true, remove_empty: true }).map((piece, index) => {
    const style: CSSProperties = {};
    const colour = colours[piece.fg];
    if (colour !== undefined) style.color = colour;
    if (piece.decorations.includes('bold')) style.fontWeight = 600;
    if (piece.decorations.includes('italic')) style.fontStyle = 'italic';
    if (piece.decorations.includes('underline')) style.textDecoration = 'underline';
    return (
      <span key={index} style={style}>
        <Marked text={piece.content} mark={mark} />
      </span>
    );
  });
}

function Marked({ text, mark }: { readonly text: string; readonly mark: string }) {
  if (mark === '') return text;
  const parts: { readonly text: string; readonly hit: boolean }[] = [];
  const lower = text.toLowerCase();
  const wanted = mark.toLowerCase();
  let from = 0;
  for (;;) {
    const at = lower.indexOf(wanted, from);
    if (at === -1) break;
    parts.push({ text: text.slice(from, at), hit: false });
    parts.push({ text: text.slice(at, at + wanted.length), hit: true });
    from = at + wanted.length;
  }
  parts.push({ text: text.slice(from), hit: false });
  return parts.map((part, index) =>
    part.hit ? (
      <mark key={index} className="rounded-sm bg-run-stopped/30 text-ink">
        {part.text}
      </mark>
    ) : (
      <Fragment key={index}>{part.text}</Fragment>
    ),
  );
}
