import type { NodeFile } from './node-file';

/** Fields that may name a pool, a connection or values for expressions. */
const namingFields = ['pool', 'params', 'materialization', 'materializations'];

/** What was read of a file never changes, and all files are asked about at every look at a project. */
const answers = new WeakMap<NodeFile, boolean>();

/**
 * Whether nodes of a file name anything that is not in node files: data, pools, connections, values. Most
 * nodes only name other nodes, and are held against nothing else.
 */
export function namesThingsOutside(file: NodeFile): boolean {
  let known = answers.get(file);
  if (known === undefined) {
    known = file.nodes.some(
      ({ config, dataFiles, templates }) =>
        dataFiles.length > 0 ||
        templates.length > 0 ||
        namingFields.some((field) => config[field] !== undefined),
    );
    answers.set(file, known);
  }
  return known;
}
