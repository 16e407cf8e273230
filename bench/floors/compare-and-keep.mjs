import { hash } from 'node:crypto';
import { readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';

/**
 * Goes through the nodes in topological order, compares each with what was kept of the last time, looks
 * whether its output is there, and keeps all anew. Prints how many differ.
 * @param {string} dir
 * @param {readonly { id: string, own: string, reads: readonly string[] }[]} nodes
 */
export function compareAndKeep(dir, nodes) {
  const path = `${dir}/floor-state.json`;
  /** @type {Record<string, string>} */
  let before = {};
  try {
    before = JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    // The first time.
  }
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const waits = new Map(nodes.map((node) => [node.id, node.reads.length]));
  /** @type {Map<string, string[]>} */
  const readers = new Map(nodes.map((node) => [node.id, []]));
  for (const node of nodes) for (const from of node.reads) readers.get(from)?.push(node.id);
  const ready = nodes.filter((node) => node.reads.length === 0).map((node) => node.id);
  /** @type {Record<string, string>} */
  const now = {};
  let changed = 0;
  for (let next = 0; next < ready.length; next += 1) {
    const id = ready[next] ?? '';
    const node = byId.get(id);
    if (node === undefined) continue;
    now[id] = hash('sha256', node.own + node.reads.map((from) => now[from]).join());
    const output = `${dir}/target/intermediate/${id.replace('.', '_')}.parquet`;
    const isThere = statSync(output, { throwIfNoEntry: false }) !== undefined;
    if (before[id] !== now[id] || !isThere) changed += 1;
    for (const reader of readers.get(id) ?? []) {
      const left = (waits.get(reader) ?? 0) - 1;
      waits.set(reader, left);
      if (left === 0) ready.push(reader);
    }
  }
  writeFileSync(`${path}.new`, JSON.stringify(now));
  renameSync(`${path}.new`, path);
  process.stdout.write(`${String(changed)} changed\n`);
}
