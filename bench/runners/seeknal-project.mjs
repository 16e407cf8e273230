import { writeFiles } from './write-files.mjs';

/** @import { BenchNode } from '../shapes.mjs' */

/**
 * The graph as a project: a YAML file a node, some 300 bytes as people write them.
 * @param {string} folder
 * @param {readonly BenchNode[]} nodes
 * @param {{ kind?: string }} [options] `kind`: `transform` runs SQL; another one needs an executor of the project's own
 */
export function writeSeeknalProject(folder, nodes, { kind = 'transform' } = {}) {
  writeFiles(folder, [
    ['seeknal_project.yml', 'name: bench\nversion: "1.0"\n'],
    ...nodes.map(
      (_, index) =>
        /** @type {const} */ ([
          seeknalFile(nodes, index),
          seeknalText(nodes, index, { kind, edit: 0 }),
        ]),
    ),
  ]);
}

/**
 * Where the definition of a node is kept, relative to the project.
 * @param {readonly BenchNode[]} nodes
 * @param {number} index
 */
export function seeknalFile(nodes, index) {
  return `seeknal/transforms/${nodes[index]?.name ?? ''}.yml`;
}

/**
 * @param {readonly BenchNode[]} nodes
 * @param {number} index
 * @param {{ kind: string, edit: number }} how `edit`: another number is another definition
 */
export function seeknalText(nodes, index, { kind, edit }) {
  const { name, reads } = nodes[index] ?? { name: '', reads: [] };
  const inputs = reads.map((from) => `${kind}.${nodes[from]?.name ?? ''}`);
  const sql =
    inputs.length === 0
      ? [`SELECT 1 AS id, ${String(edit)} AS amount`]
      : [
          `SELECT id, amount + ${String(edit)} AS amount`,
          `FROM ${inputs[0] ?? ''}`,
          'WHERE amount >= 0',
        ];
  return [
    `kind: ${kind}`,
    `name: ${name}`,
    `description: Step ${name} of the measured graph`,
    'owner: bench',
    ...(inputs.length === 0 ? [] : ['inputs:', ...inputs.map((id) => `  - ref: ${id}`)]),
    'transform: |',
    ...sql.map((line) => `  ${line}`),
    'columns:',
    '  id: Number of the row',
    '  amount: What is counted',
    'tags:',
    '  - bench',
    '',
  ].join('\n');
}
