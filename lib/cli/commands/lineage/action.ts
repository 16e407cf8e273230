import type { NodeId } from '../../../graph/node-id';
import type { Manifest } from '../../../manifest/manifest';
import type { JsonObject } from '../../../util/json';
import { columnLineage } from '../../../service/data/column-lineage';
import { serviceError } from '../../../service/service-error';
import { assessOrRefuse } from '../../assess-or-refuse';
import type { Invocation } from '../../define-command';
import { exitCodes } from '../../exit-codes';
import { findNode } from '../../find-node';
import { refuse } from '../../print-problem';
import { treeLines } from '../../tree-lines';
import type { LineageFlags } from './flags';
import { printColumn, printColumns } from './print-columns';

/** `seeknal lineage`: the graph as text. */
export async function lineageAction(invocation: Invocation<LineageFlags>): Promise<number> {
  const { flags, args, paths, printer } = invocation;
  const asJson = flags.json === true;
  const opened = await assessOrRefuse(paths, printer, { asJson });
  if (!opened.ok) return opened.error;
  const { manifest } = opened.value.parsed;
  const [name] = args;
  if (name === undefined && (flags.column !== undefined || flags.columns === true)) {
    const problem = serviceError('invalid_request', 'Whose columns? No node was named.', {
      hint: 'Name it first, as in: seeknal lineage clean_users --column email',
    });
    return refuse(problem, printer, { asJson });
  }
  if (name === undefined) {
    if (asJson) printer.line(JSON.stringify(graphToJson(manifest, [...manifest.nodes.keys()])));
    else for (const line of wholeLines(manifest)) printer.line(line);
    return exitCodes.done;
  }
  const found = findNode(manifest, name);
  if (!found.ok) return refuse(found.error, printer, { asJson });
  const { graph } = manifest;
  const id = found.value;
  if (flags.column !== undefined || flags.columns === true) {
    const lineage = await columnLineage(paths, opened.value, id);
    if (flags.column === undefined) {
      printColumns(id, lineage, printer, { asJson });
      return exitCodes.done;
    }
    const problem = printColumn({ node: id, column: flags.column }, lineage, printer, { asJson });
    return problem === null ? exitCodes.done : refuse(problem, printer, { asJson });
  }
  if (asJson) {
    const [upstream, downstream] = [graph.ancestorsOf([id]), graph.descendantsOf([id])];
    printer.line(
      JSON.stringify({
        node_id: id,
        upstream: [...upstream].toSorted(),
        downstream: [...downstream].toSorted(),
        ...graphToJson(manifest, [...upstream, id, ...downstream]),
      }),
    );
    return exitCodes.done;
  }
  const textOf = (node: NodeId): string => nodeText(manifest, node);
  const up = treeLines(id, (node) => graph.upstreamOf(node).toSorted(), textOf);
  const down = treeLines(id, (node) => graph.downstreamOf(node).toSorted(), textOf);
  printer.line(textOf(id));
  for (const [title, lines] of [
    ['Upstream', up],
    ['Downstream', down],
  ] as const) {
    printer.line('');
    printer.line(`${title} (${String(lines.length - 1)}):`);
    for (const line of lines.slice(1)) printer.line(line);
  }
  return exitCodes.done;
}

/** A tree for every node that reads no other; one that was drawn below another is not drawn again. */
function wholeLines(manifest: Manifest): string[] {
  const { graph } = manifest;
  const seen = new Set<NodeId>();
  return graph.ids
    .filter((id) => graph.upstreamOf(id).length === 0)
    .toSorted()
    .flatMap((root) =>
      treeLines(
        root,
        (id) => graph.downstreamOf(id).toSorted(),
        (id) => nodeText(manifest, id),
        seen,
      ),
    );
}

function nodeText(manifest: Manifest, id: NodeId): string {
  const tags = manifest.nodes.get(id)?.tags ?? [];
  return tags.length === 0 ? id : `${id} [${tags.join(', ')}]`;
}

function graphToJson(manifest: Manifest, ids: readonly NodeId[]): JsonObject {
  const among = new Set(ids);
  return {
    nodes: [...among].toSorted(),
    edges: manifest.edges
      .filter(({ from, to }) => among.has(from) && among.has(to))
      .map(({ from, to }) => ({ from, to })),
  };
}
