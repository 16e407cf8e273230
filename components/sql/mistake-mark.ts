import { StateEffect, StateField, type EditorState } from '@codemirror/state';
import { Decoration, EditorView, type DecorationSet } from '@codemirror/view';

/** Marks the word at a place of the text, until the text changes; null takes the mark away. */
export const markMistake = StateEffect.define<number | null>();

const mark = Decoration.mark({ class: 'cm-mistake' });

function marksAt(state: EditorState, place: number): DecorationSet {
  const { from, to } = state.wordAt(place) ?? { from: place, to: place + 1 };
  const end = Math.min(to, state.doc.length);
  return from < end ? Decoration.set(mark.range(from, end)) : Decoration.none;
}

/** Draws what `markMistake` asks for. */
export const mistakeMark = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update: (before, { state, effects, docChanged }) => {
    const asked = effects.filter((effect) => effect.is(markMistake)).at(-1);
    if (asked !== undefined) {
      return asked.value === null ? Decoration.none : marksAt(state, asked.value);
    }
    return docChanged ? Decoration.none : before;
  },
  provide: (field) => EditorView.decorations.from(field),
});
