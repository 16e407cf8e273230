/**
 * The least that a correct command in Node can do when nothing has changed and the graph is in one file:
 * read it and the state, look at every output, hash each node with what it reads, compare, keep the state.
 * `node floor-json.mjs DIR`
 */
import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { compareAndKeep } from './compare-and-keep.mjs';

const dir = process.argv[2] ?? '.';
const manifest = JSON.parse(readFileSync(`${dir}/target/manifest.json`, 'utf8'));
/** @type {Map<string, string[]>} */
const reads = new Map(Object.keys(manifest.nodes).map((id) => [id, []]));
for (const { from, to } of manifest.edges) reads.get(to)?.push(from);
const nodes = Object.values(manifest.nodes).map((node) => ({
  id: node.id,
  own: hash('sha256', JSON.stringify(node.config)),
  reads: reads.get(node.id) ?? [],
}));
compareAndKeep(dir, nodes);
