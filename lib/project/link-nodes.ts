import { basename } from 'node:path';
import { refCalls } from '../engine/resolve-refs';
import type { FilePlace } from '../events/run-event';
import { Graph } from '../graph/graph';
import { fileStemOf, parseNodeId, shortNameOf, type NodeId } from '../graph/node-id';
import { kinds } from '../kinds/registry';
import { namedRef } from '../kinds/sql-refs';
import { cycleMessage } from '../manifest/cycle-message';
import type { ManifestEdge, ManifestNode } from '../manifest/manifest';
import { noCommonValues, type CommonValues } from '../templates/common-values';
import { nearMatches } from '../util/near-matches';
import type { Diagnostic } from './diagnostic';
import { hasErrors, type NodeFile, type Position, type ReadNode } from './node-file';
import { didYouMean } from './did-you-mean';
import { refsOf } from './refs-of';
import { toManifestNode } from './to-manifest-node';

interface Linked {
  readonly nodes: readonly ManifestNode[];
  readonly edges: readonly ManifestEdge[];
  readonly broken: ReadonlySet<NodeId>;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Holds the files against each other: ids given twice, references to nothing, cycles. `previous` has, by
 * file, the last good version of nodes whose file is broken now; they keep their edges too.
 */
export function linkNodes(
  files: readonly NodeFile[],
  previous: ReadonlyMap<string, readonly ManifestNode[]>,
  common: CommonValues = noCommonValues,
): Linked {
  const diagnostics: Diagnostic[] = [];
  const nodes = new Map<NodeId, ManifestNode>();
  const read = new Map<NodeId, { node: ReadNode; path: string }>();
  const byStem = new Map<string, NodeId>();
  const broken = new Set<NodeId>();
  const kept = new Map<NodeId, ManifestNode>();
  for (const file of files) {
    const isBroken = hasErrors(file);
    const last = isBroken ? (previous.get(file.path) ?? []) : [];
    for (const node of last.length > 0 ? last : toManifestNodes(file)) {
      const now = file.nodes.find(({ id }) => id === node.id) ?? file.nodes[0];
      const at = { file: file.path, ...(now?.nameAt ?? { line: 1, column: 1 }) };
      const twin = nodes.get(node.id);
      if (twin !== undefined) {
        diagnostics.push(duplicate(node.id, at, twin.filePath ?? ''));
        continue;
      }
      const stem = fileStemOf(node.id);
      const rival = byStem.get(stem);
      if (rival !== undefined) diagnostics.push(sameOutput(node.id, rival, stem, at));
      byStem.set(stem, node.id);
      nodes.set(node.id, node);
      if (isBroken) broken.add(node.id);
      if (last.length > 0) kept.set(node.id, node);
      if (now !== undefined) read.set(node.id, { node: now, path: file.path });
    }
  }

  const unreadable = new Set(
    files
      .filter((file) => file.nodes.length === 0 && file.diagnostics.length > 0)
      .map((file) => stemOf(file.path)),
  );
  const wanted: ManifestEdge[] = [];
  for (const [to, { node, path }] of read) {
    for (const { ref, at } of [...node.refs, ...sharedRefs(node, common)]) {
      const from = parseNodeId(ref);
      if (from.ok && nodes.has(from.value)) wanted.push({ from: from.value, to });
      // Most likely the node of a file that can't be read now: that file is what to mend, not its readers.
      else if (!from.ok || !unreadable.has(shortNameOf(from.value))) {
        diagnostics.push(unknownRef(to, ref, path, at, nodes.keys()));
      }
    }
  }
  const cycle = Graph.of([...nodes.keys()], wanted).findCycle();
  if (cycle !== null) diagnostics.push(cycleFound(cycle, read));
  const edges = [
    ...wanted.filter(({ to }) => !kept.has(to)),
    ...[...kept.values()].flatMap((node) => edgesTo(node, nodes)),
  ];
  return { nodes: [...nodes.values()], edges, broken, diagnostics };
}

function toManifestNodes(file: NodeFile): ManifestNode[] {
  return file.nodes.flatMap((node) => toManifestNode(node, file.path) ?? []);
}

/** What a node file is called by convention: like its node. */
function stemOf(path: string): string {
  return basename(path).replace(/\.[a-z]+$/, '');
}

/** The nodes that a document reads by way of `{{ src.ref }}` or of shared SQL. */
function sharedRefs({ templates }: ReadNode, common: CommonValues): ReadNode['refs'] {
  if (common.size === 0) return [];
  return templates.flatMap(({ source, at }) => {
    const shared = common.get(source);
    if (typeof shared !== 'string') return [];
    const refs = source.endsWith('.ref') ? [namedRef(shared)] : refCalls(shared);
    return refs.map((ref) => ({ ref, at }));
  });
}

function edgesTo(node: ManifestNode, nodes: ReadonlyMap<NodeId, ManifestNode>): ManifestEdge[] {
  return refsOf(node.config, kinds.get(node.kind)?.furtherRefs).flatMap((ref) => {
    const from = parseNodeId(ref);
    return from.ok && nodes.has(from.value) ? [{ from: from.value, to: node.id }] : [];
  });
}

function duplicate(id: NodeId, at: FilePlace, definedIn: string): Diagnostic {
  return {
    code: 'duplicate_node',
    severity: 'error',
    message: `Duplicate node '${id}' found in ${at.file} (already defined in ${definedIn})`,
    hint: 'Give one of them another name.',
    place: at,
    nodeId: id,
  };
}

/** Dots and underscores become the same in file names, so that one node would overwrite the other. */
function sameOutput(id: NodeId, rival: NodeId, stem: string, at: FilePlace): Diagnostic {
  return {
    code: 'duplicate_node',
    severity: 'error',
    message: `Nodes '${id}' and '${rival}' would both write ${stem}.parquet`,
    hint: 'Give one of them another name.',
    place: at,
    nodeId: id,
  };
}

function unknownRef(
  id: NodeId,
  ref: string,
  file: string,
  at: Position,
  ids: Iterable<NodeId>,
): Diagnostic {
  const near = nearMatches(ref, ids);
  return {
    code: 'unknown_ref',
    severity: 'error',
    message: `Node '${id}' depends on '${ref}' which does not exist`,
    hint:
      near.length > 0
        ? didYouMean(near)
        : 'A reference is kind.name, as in source.users; `seeknal parse` lists the nodes.',
    place: { file, ...at },
    nodeId: id,
  };
}

/** Told at the reference that closes the cycle, since this is where somebody would cut it. */
export function cycleFound(
  cycle: readonly NodeId[],
  read: ReadonlyMap<NodeId, { node: ReadNode; path: string }>,
): Diagnostic {
  const [first, second] = cycle;
  const closing = second === undefined ? undefined : read.get(second);
  const at = closing?.node.refs.find((ref) => ref.ref === first)?.at;
  return {
    code: 'cycle',
    severity: 'error',
    message: cycleMessage(cycle),
    hint: 'Take away one of these references.',
    place: closing === undefined || at === undefined ? null : { file: closing.path, ...at },
    nodeId: second ?? null,
  };
}
