'use client';

import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  closeCompletion,
  completionKeymap,
} from '@codemirror/autocomplete';
import { PostgreSQL, sql, type SQLNamespace } from '@codemirror/lang-sql';
import { Compartment, EditorState, Prec } from '@codemirror/state';
import { EditorView, keymap, placeholder } from '@codemirror/view';
import { minimalSetup } from 'codemirror';
import { useEffect, useEffectEvent, useRef } from 'react';
import { editorLook } from './editor-look';
import { markMistake, mistakeMark } from './mistake-mark';

interface SqlEditorProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Kind to name to columns, for completion. */
  readonly tables: SQLNamespace;
  readonly onRun: () => void;
  /** Where the last mistake is; lines and columns start at 1. */
  readonly mistake: { readonly line: number; readonly column: number } | null;
}

/** A field for SQL that knows the tables and columns. Tab leaves it, as it does any other field. */
export function SqlEditor({ value, onChange, tables, onRun, mistake }: SqlEditorProps) {
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const language = useRef(new Compartment());
  const onText = useEffectEvent((text: string) => onChange(text));
  const run = useEffectEvent(() => onRun());

  useEffect(() => {
    if (place.current === null) return;
    const editor = new EditorView({
      parent: place.current,
      state: EditorState.create({
        doc: value,
        extensions: [
          Prec.highest(
            keymap.of([
              {
                key: 'Mod-Enter',
                run: (view) => {
                  closeCompletion(view);
                  run();
                  return true;
                },
              },
            ]),
          ),
          minimalSetup,
          closeBrackets(),
          autocompletion({ icons: false }),
          keymap.of([...closeBracketsKeymap, ...completionKeymap]),
          language.current.of(languageFor({})),
          placeholder('SELECT * FROM source.users LIMIT 100'),
          EditorView.lineWrapping,
          EditorView.contentAttributes.of({ 'aria-label': 'SQL query', spellcheck: 'false' }),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) onText(update.state.doc.toString());
          }),
          mistakeMark,
          editorLook,
        ],
      }),
    });
    view.current = editor;
    return () => {
      editor.destroy();
      view.current = null;
    };
    // The editor keeps its own text; what comes from outside is put in below.
    // eslint-disable-next-line react-hooks/exhaustive-deps -- made once
  }, []);

  useEffect(() => {
    view.current?.dispatch({ effects: language.current.reconfigure(languageFor(tables)) });
  }, [tables]);

  useEffect(() => {
    const editor = view.current;
    if (editor === null || editor.state.doc.toString() === value) return;
    editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: value } });
  }, [value]);

  useEffect(() => {
    const editor = view.current;
    if (editor === null) return;
    if (mistake === null || mistake.line > editor.state.doc.lines) {
      editor.dispatch({ effects: markMistake.of(null) });
      return;
    }
    const line = editor.state.doc.line(mistake.line);
    const at = Math.min(line.to, line.from + mistake.column - 1);
    editor.dispatch({
      selection: { anchor: at },
      effects: markMistake.of(at),
      scrollIntoView: true,
    });
  }, [mistake]);

  return <div ref={place} className="h-full min-h-0 overflow-auto" />;
}

function languageFor(tables: SQLNamespace) {
  return sql({ dialect: PostgreSQL, schema: tables, upperCaseKeywords: true });
}
