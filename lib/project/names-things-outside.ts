import type { NodeFile } from './node-file';

/** Fields that may name a pool, a connection or values for expressions. */
const namingFields = ['pool', 'params', 'materialization', 'materializations'];

/**
 * Whether nodes of a file name anything that is not in node files: data, pools, connections, values. Most
 * nodes only name other nodes, and are held against nothing else.
 */
export function namesThingsOutside({ nodes }: NodeFile): boolean {
  return nodes.some(
    ({ config, dataFiles, templates }) =>
      dataFiles.length > 0 ||
      templates.length > 0 ||
      namingFields.some((field) => config[field] !== undefined),
  );
}
