import { hash } from 'node:crypto';
import type { ProjectSnapshot } from './project-snapshot';

/** Digests of parts that are the same objects from one snapshot to the next. */
const digests = new WeakMap<object, string>();

/** A short text that is another one for any other content. */
export function snapshotVersion(content: Omit<ProjectSnapshot, 'version'>): string {
  const { nodes, edges, ...rest } = content;
  return digest([...nodes.map(digestOnce), digestOnce(edges), JSON.stringify(rest)].join()).slice(
    0,
    16,
  );
}

function digestOnce(part: object): string {
  let known = digests.get(part);
  if (known === undefined) {
    known = digest(JSON.stringify(part));
    digests.set(part, known);
  }
  return known;
}

function digest(text: string): string {
  return hash('sha256', text, 'hex');
}
