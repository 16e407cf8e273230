import { toast } from 'sonner';
import { shortNameOf } from '@/lib/graph/node-id';
import type { StreamMessage } from '@/lib/service/history/stream-message';
import { countOf } from '../ui/format-count';

type ProjectChanged = Extract<StreamMessage, { type: 'project_changed' }>;
type NodeEdit = ProjectChanged['edits'][number];

/** So many nodes, and fields of a node, are named; the rest is counted. */
const mostNamed = 3;

/** Says what an edit on disk did, and leads to the nodes that it was about. */
export function tellEdits(
  { files, edits, editCount }: ProjectChanged,
  show: (ids: readonly string[]) => void,
): void {
  const words = editWords(edits, editCount, files);
  if (words === null) return;
  toast(words.title, {
    id: 'project-changed',
    description: words.detail,
    duration: 6000,
    ...(edits.length === 0
      ? {}
      : { action: { label: 'Show', onClick: () => show(edits.map(({ id }) => id)) } }),
  });
}

/** Null: nothing that a person could have done. */
export function editWords(
  edits: readonly NodeEdit[],
  editCount: number,
  files: readonly string[],
): { readonly title: string; readonly detail: string } | null {
  const [only] = edits;
  const detail = listed(files);
  if (only === undefined)
    return files.length === 0 ? null : { title: `Changed: ${detail}`, detail: '' };
  if (editCount === 1) {
    const fields = only.fields.length === 0 ? '' : `: ${listed(only.fields)}`;
    return {
      title: `${only.id} ${only.what === 'modified' ? 'changed' : only.what}${fields}`,
      detail,
    };
  }
  const named = edits.map(({ id, what, fields }) => {
    const how = what === 'modified' ? listed(fields) : what;
    return `${shortNameOf(id)} (${how})`;
  });
  const more = editCount - Math.min(named.length, mostNamed);
  return {
    title: `${countOf(editCount, 'node')} changed`,
    detail: listed(named, more),
  };
}

function listed(names: readonly string[], more = names.length - mostNamed): string {
  const told = names.slice(0, mostNamed).join(', ');
  return more > 0 ? `${told} and ${String(more)} more` : told;
}
