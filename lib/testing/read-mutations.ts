import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { globSync } from 'tinyglobby';
import { packageRoot } from '../files/package-root';
import { languageOf } from '../kinds/code/languages';
import { linkNodes } from '../project/link-nodes';
import type { NodeFile } from '../project/node-file';
import { readCodeFile } from '../project/read-code-file';
import { readNodeFile } from '../project/read-node-file';
import { mutateText, seededRandom } from './mutate-text';

/** Files that are read together, as those of one project. */
const togetherCount = 50;

/** No file takes longer to read than this, whatever is in it. */
const longestMs = 3000;

/**
 * Reads files of the examples, each with random mistakes in it, and holds them against each other. Returns a
 * sentence for each thing that must not be; none when all is well.
 */
export async function readMutations(count: number, seed: number): Promise<string[]> {
  const root = packageRoot();
  const paths = globSync(['examples/*/seeknal/**/*.{yml,py,ts}', 'examples/*/*.yml'], {
    cwd: root,
  });
  const texts = paths.map((path) => readFileSync(join(root, path), 'utf8'));
  const random = seededRandom(seed);
  const complaints: string[] = [];
  let together: NodeFile[] = [];
  for (let number = 0; number < count; number += 1) {
    const which = Math.floor(random() * paths.length);
    const original = paths[which] ?? '';
    const text = mutateText(texts[which] ?? '', random, texts);
    const path = `seeknal/${String(number)}-${original.split('/').at(-1) ?? ''}`;
    const about = `number ${String(number)} of seed ${String(seed)} (${original})`;
    const startMs = performance.now();
    try {
      const read = await readText(path, text);
      together.push(read);
      complaints.push(...misplaced(read, text).map((what) => `${about}: ${what}`));
    } catch (error) {
      complaints.push(`${about} threw ${String(error)}`);
    }
    const tookMs = performance.now() - startMs;
    if (tookMs > longestMs) complaints.push(`${about} took ${tookMs.toFixed(0)} ms`);
    if (together.length === togetherCount) {
      try {
        linkNodes(together, new Map());
      } catch (error) {
        complaints.push(`linking up to ${about} threw ${String(error)}`);
      }
      together = [];
    }
  }
  return complaints;
}

function readText(path: string, text: string): Promise<NodeFile> {
  const file = { path, sizeBytes: text.length, modifiedMs: 0, changedMs: 0 };
  const language = languageOf(path);
  const bytes = Buffer.from(text);
  return language === null ? readNodeFile(file, bytes) : readCodeFile(file, bytes, language);
}

/** Mistakes that are told at a place which the file doesn't have, or with a stack trace. */
function misplaced({ path, diagnostics, nodes }: NodeFile, text: string): string[] {
  const lines = text.split('\n');
  const places = [
    ...diagnostics.map(({ place, message }) => ({ place, message })),
    ...nodes.flatMap(({ refs, nameAt }) =>
      [nameAt, ...refs.map(({ at }) => at)].map((at) => ({
        place: { file: path, ...at },
        message: 'a ref',
      })),
    ),
  ];
  return places.flatMap(({ place, message }) => {
    if (/\n\s+at /.test(message)) return [`a stack trace: ${message}`];
    if (place === null) return [`no place: ${message}`];
    const line = lines[place.line - 1];
    const isInside = line !== undefined && place.column >= 1 && place.column <= line.length + 1;
    return isInside && place.file === path
      ? []
      : [`${String(place.line)}:${String(place.column)} is not in the file: ${message}`];
  });
}
