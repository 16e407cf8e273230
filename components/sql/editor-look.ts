import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

/** The editor in the colours of the house, light and dark by the same variables. */
export const editorLook = [
  EditorView.theme({
    '&': { height: '100%', fontSize: '0.8125rem', backgroundColor: 'var(--surface)' },
    '&.cm-focused': { outline: '2px solid var(--focus)', outlineOffset: '-2px' },
    '.cm-scroller': { fontFamily: 'var(--font-mono)', lineHeight: '1.6' },
    '.cm-content': { caretColor: 'var(--ink)', padding: '0.6rem 0' },
    '.cm-line': { padding: '0 0.9rem' },
    '.cm-cursor': { borderLeftColor: 'var(--ink)' },
    '.cm-placeholder': { color: 'var(--ink-faint)' },
    '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground':
      { backgroundColor: 'color-mix(in srgb, var(--focus) 26%, transparent)' },
    '.cm-mistake': {
      backgroundColor: 'var(--run-failed-soft)',
      textDecoration: 'underline wavy var(--run-failed)',
      textUnderlineOffset: '3px',
    },
    '.cm-tooltip': {
      backgroundColor: 'var(--raised)',
      border: '1px solid var(--line)',
      borderRadius: '6px',
      color: 'var(--ink)',
      overflow: 'hidden',
    },
    '.cm-tooltip-autocomplete ul li': { padding: '2px 8px' },
    '.cm-tooltip-autocomplete ul li[aria-selected]': {
      backgroundColor: 'var(--hover)',
      color: 'var(--ink)',
    },
    '.cm-completionDetail': { color: 'var(--ink-faint)', fontStyle: 'normal' },
  }),
  syntaxHighlighting(
    HighlightStyle.define([
      { tag: [tags.keyword, tags.operatorKeyword, tags.typeName], color: 'var(--code-word)' },
      { tag: [tags.string, tags.special(tags.string)], color: 'var(--code-text)' },
      { tag: [tags.number, tags.bool, tags.null], color: 'var(--code-number)' },
      { tag: [tags.comment, tags.lineComment, tags.blockComment], color: 'var(--code-quiet)' },
    ]),
  ),
];
