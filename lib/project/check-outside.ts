import { connectionsCheck } from './check-connections';
import { dataFilesCheck } from './check-data-files';
import { poolsCheck } from './check-pools';
import { templatesCheck } from './check-templates';
import type { Diagnostic } from './diagnostic';
import type { NodeFile, ReadNode } from './node-file';
import type { Outside, OutsideCheck } from './outside-check';

/** A new check is a file beside these and a name here. */
export const checkOutside = outsideChecker([
  dataFilesCheck,
  poolsCheck,
  connectionsCheck,
  templatesCheck,
]);

/**
 * Runs checks over the nodes that name what they look at. What was read of a file never changes, and all files are
 * asked about at every look at a project: which checks a file needs is worked out once.
 */
export function outsideChecker(checks: readonly OutsideCheck[]) {
  const needs = new WeakMap<NodeFile, readonly OutsideCheck[]>();
  const needsOf = (file: NodeFile): readonly OutsideCheck[] => {
    let known = needs.get(file);
    if (known === undefined) {
      known = checks.filter((check) => file.nodes.some((node) => concerns(check, node)));
      needs.set(file, known);
    }
    return known;
  };
  return (files: readonly NodeFile[], outside: Outside): Diagnostic[] => {
    const naming = files.filter((file) => needsOf(file).length > 0);
    return checks.flatMap((check) => {
      const nodes = naming
        .filter((file) => needsOf(file).includes(check))
        .flatMap(({ path, nodes }) =>
          nodes.filter((node) => concerns(check, node)).map((node) => ({ path, node })),
        );
      return nodes.length === 0 ? [] : check.find(nodes, outside);
    });
  };
}

function concerns({ parts, fields }: OutsideCheck, node: ReadNode): boolean {
  return (
    parts.some((part) => node[part].length > 0) ||
    fields.some((field) => node.config[field] !== undefined)
  );
}
