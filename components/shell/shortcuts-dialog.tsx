'use client';

import { Keyboard } from 'lucide-react';
import { useState } from 'react';
import { Dialog } from '../ui/dialog';
import { IconButton } from '../ui/icon-button';
import { Kbd } from '../ui/kbd';
import { useHotkeys } from '../ui/use-hotkeys';

const groups: readonly {
  readonly title: string;
  readonly keys: readonly { readonly keys: readonly string[]; readonly does: string }[];
}[] = [
  {
    title: 'Graph, list and tree',
    keys: [
      { keys: ['/'], does: 'Find nodes' },
      { keys: ['←', '→'], does: 'To what a node reads, to what reads it' },
      { keys: ['↑', '↓'], does: 'To its neighbours in the same layer; to the rows around it' },
      { keys: ['Enter'], does: 'Open the node' },
      { keys: ['Space'], does: 'Add it to the selection, or take it out' },
      { keys: ['Ctrl', 'click'], does: 'The same with the mouse; on a Mac ⌘' },
      { keys: ['Shift', 'Enter'], does: 'Select the path from the last node to this one' },
      { keys: ['Shift', 'click'], does: 'The same with the mouse' },
      { keys: ['Shift', 'drag'], does: 'Select what a box touches' },
      { keys: ['a'], does: 'What can be done with the node; also the menu key' },
      { keys: ['['], does: 'Show one step more of what the node is made from' },
      { keys: [']'], does: 'Show one step more of what is made from it' },
      { keys: ['n', 'N'], does: 'To the next node that failed, to the one before' },
      { keys: ['g'], does: 'Graph, list, tree, or graph and list' },
      { keys: ['c'], does: 'Only what changed, or all' },
      { keys: ['Ctrl', 'Z'], does: 'Take back a change of selection, search or view' },
      { keys: ['Ctrl', 'Shift', 'Z'], does: 'Bring it back' },
      { keys: ['0'], does: 'Show the whole graph' },
      { keys: ['z'], does: 'Zoom to the selection' },
      { keys: ['m'], does: 'Show or hide the map' },
      { keys: ['+', '-'], does: 'Zoom' },
      { keys: ['Esc'], does: 'Close the panel, clear the selection' },
    ],
  },
  {
    title: 'Runs',
    keys: [
      { keys: ['p'], does: 'Plan what changed' },
      { keys: ['r'], does: 'Plan the selection, or what changed; Enter runs it' },
      { keys: ['s'], does: 'To the button that stops the run; Enter stops it' },
      { keys: ['l'], does: 'Log of the run that is shown' },
    ],
  },
  {
    title: 'Page of a run',
    keys: [
      { keys: ['g'], does: 'Its graph' },
      { keys: ['l'], does: 'Its log' },
      { keys: ['n', 'N'], does: 'To the next node that failed, to the one before' },
      { keys: ['Esc'], does: 'Close the node' },
    ],
  },
  {
    title: 'Rows and SQL',
    keys: [
      { keys: ['←', '→', '↑', '↓'], does: 'Move the cell; Ctrl goes to the end' },
      { keys: ['Enter'], does: 'Show a value whole, sort by a header' },
      { keys: ['Ctrl', 'c'], does: 'Copy the value, or the row from its number' },
      { keys: ['Ctrl', 'Enter'], does: 'Run the query' },
    ],
  },
  {
    title: 'Everywhere',
    keys: [
      { keys: ['Ctrl', 'K'], does: 'Everything that can be done, and every node' },
      { keys: ['?'], does: 'This list' },
    ],
  },
];

/** All keys at a glance, on `?` or by its button. */
export function ShortcutsDialog() {
  const [open, setOpen] = useState(false);
  useHotkeys({ '?': () => setOpen(true) });
  return (
    <>
      <IconButton label="Keyboard shortcuts" shortcut="?" onClick={() => setOpen(true)}>
        <Keyboard />
      </IconButton>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title="Keyboard shortcuts"
        description="They rest while you type."
      >
        <div
          role="region"
          aria-label="Keys"
          // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolling by arrow keys needs the focus
          tabIndex={0}
          className="grid gap-5 overflow-y-auto px-5 py-4 -outline-offset-2"
        >
          {groups.map((group) => (
            <section key={group.title}>
              <h3 className="mb-1 text-xs font-medium text-ink-faint">{group.title}</h3>
              <dl>
                {group.keys.map(({ keys, does }) => (
                  <div key={does} className="flex items-center justify-between gap-4 py-1">
                    <dt className="order-last flex shrink-0 gap-1">
                      {keys.map((key) => (
                        <Kbd key={key}>{key}</Kbd>
                      ))}
                    </dt>
                    <dd className="text-ink-soft">{does}</dd>
                  </div>
                ))}
              </dl>
            </section>
          ))}
        </div>
      </Dialog>
    </>
  );
}
