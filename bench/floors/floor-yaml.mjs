/**
 * The same as floor-json for a graph that is spread over YAML files, without any cache of them.
 * `node floor-yaml.mjs DIR`
 */
import { hash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { compareAndKeep } from './compare-and-keep.mjs';

const dir = process.argv[2] ?? '.';
const folder = `${dir}/seeknal/transforms`;
const nodes = readdirSync(folder).map((name) => {
  const config = parse(readFileSync(`${folder}/${name}`, 'utf8'));
  return {
    id: `${config.kind}.${config.name}`,
    own: hash('sha256', JSON.stringify(config)),
    reads: (config.inputs ?? []).map((/** @type {{ ref: string }} */ { ref }) => ref),
  };
});
compareAndKeep(dir, nodes);
