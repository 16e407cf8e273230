import type { ReadEntries } from './state-json';

const namedAtMost = 5;

/** A sentence for each kind of entry that can't be believed; `where` is what holds them. */
export function explainEntries(
  { unreadable, contradictory }: Pick<ReadEntries, 'unreadable' | 'contradictory'>,
  where: string,
): string[] {
  const sentences: string[] = [];
  if (unreadable.length > 0) {
    sentences.push(
      `${count(unreadable, 'entry', 'entries')} of ${where} can't be read (${some(unreadable)}); what it was about runs again.`,
    );
  }
  if (contradictory.length > 0) {
    sentences.push(
      `${count(contradictory, 'entry', 'entries')} of ${where} tell of success and of an error at once (${some(contradictory)}); these nodes run again.`,
    );
  }
  return sentences;
}

function count(items: readonly string[], one: string, many: string): string {
  return `${String(items.length)} ${items.length === 1 ? one : many}`;
}

function some(names: readonly string[]): string {
  const shown = names.slice(0, namedAtMost).join(', ');
  return names.length > namedAtMost ? `${shown}, …` : shown;
}
