import type { CodePiece, CodeTone } from './highlight-code';

const toneClasses: Record<CodeTone, string> = {
  plain: '',
  word: 'text-code-word',
  text: 'text-code-text',
  number: 'text-code-number',
  quiet: 'text-code-quiet italic',
};

/** A line of code in its tones. */
export function CodeLine({ pieces }: { readonly pieces: readonly CodePiece[] }) {
  return pieces.map(({ tone, text }, index) => (
    <span key={index} className={toneClasses[tone]}>
      {text}
    </span>
  ));
}
