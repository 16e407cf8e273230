import { nodeId } from '../graph/node-id';
import { nearMatches } from '../util/near-matches';
import type { Diagnostic } from './diagnostic';
import { didYouMean } from './did-you-mean';
import { outsideCheck } from './outside-check';

/** Pools that nodes name and the settings don't: such a pool holds nobody back. */
export const poolsCheck = outsideCheck({
  parts: [],
  fields: ['pool'],
  find: (nodes, { settings: { pools } }) =>
    nodes.flatMap(({ path, node }): Diagnostic[] => {
      const { pool } = node.config;
      if (typeof pool !== 'string' || pool === '' || pools.has(pool)) return [];
      const near = nearMatches(pool, pools.keys());
      return [
        {
          code: 'unknown_pool',
          severity: 'warning',
          message: `The pool "${pool}" of ${node.id} has no number of slots, so it holds nothing back.`,
          hint:
            near.length > 0
              ? didYouMean(near)
              : `Say how many there are in seeknal_project.yml, as in "pools: {${pool}: 2}".`,
          place: { file: path, ...node.nameAt },
          nodeId: nodeId(node.kind, node.name),
        },
      ];
    }),
});
