import { Graph } from '../graph/graph';
import type { NodeId } from '../graph/node-id';
import type { JsonObject, JsonValue } from '../util/json';

/** One node of the compiled project. */
export interface ManifestNode {
  readonly id: NodeId;
  readonly name: string;
  /** `type` in manifest.json. */
  readonly kind: string;
  readonly description: string | null;
  readonly owner: string | null;
  readonly tags: readonly string[];
  /** Column -> text, or -> {description, dtype}. */
  readonly columns: Readonly<Record<string, JsonValue>>;
  /** The whole YAML document of the node, after parameter resolution. */
  readonly config: JsonObject;
  /** The defining file relative to the project; null when unknown. */
  readonly filePath: string | null;
  /** Keys of the file that we don't know; kept so that a load and a save lose nothing. */
  readonly extra?: JsonObject;
}

/** Data flows from `from` to `to`: `to` reads what `from` makes. */
export interface ManifestEdge {
  readonly from: NodeId;
  readonly to: NodeId;
}

export interface ManifestMetadata {
  readonly project: string;
  readonly seeknalVersion: string;
  /** Local time, ISO 8601 without zone; changes only when something else in the file does. */
  readonly generatedAt: string;
  readonly extra?: JsonObject;
}

/** The compiled project: nodes by id, edges by (from, to), and the graph over both. */
export class Manifest {
  readonly metadata: ManifestMetadata;
  readonly nodes: ReadonlyMap<NodeId, ManifestNode>;
  readonly edges: readonly ManifestEdge[];
  /** Top-level keys of the file that we don't know. */
  readonly extra: JsonObject;
  #graph: Graph | null = null;

  constructor(parts: {
    metadata: ManifestMetadata;
    /** In any order; a map is in that of ids already. */
    nodes: readonly ManifestNode[] | ReadonlyMap<NodeId, ManifestNode>;
    /** In any order, unless the nodes are a map: then by (from, to) already. */
    edges: readonly ManifestEdge[];
    extra?: JsonObject;
  }) {
    const { metadata, nodes, edges, extra = {} } = parts;
    this.metadata = metadata;
    this.extra = extra;
    if (isMap(nodes)) {
      this.nodes = nodes;
      this.edges = edges;
      return;
    }
    const byId = nodes.toSorted((a, b) => compareText(a.id, b.id));
    this.nodes = new Map(byId.map((node) => [node.id, node]));
    this.edges = edges.toSorted((a, b) => compareText(a.from, b.from) || compareText(a.to, b.to));
  }

  /** Built at the first question and kept: a manifest never changes. Edges to unknown nodes are left out. */
  get graph(): Graph {
    this.#graph ??= Graph.of([...this.nodes.keys()], this.edges);
    return this.#graph;
  }

  /** The same with other definitions of nodes that it has, which read what they have read. */
  withDefinitions(nodes: readonly ManifestNode[]): Manifest {
    if (nodes.length === 0) return this;
    const { metadata, edges, extra } = this;
    const all = new Map(this.nodes);
    for (const node of nodes) all.set(node.id, node);
    const changed = new Manifest({ metadata, nodes: all, edges, extra });
    changed.#graph = this.graph;
    return changed;
  }
}

function isMap(
  nodes: readonly ManifestNode[] | ReadonlyMap<NodeId, ManifestNode>,
): nodes is ReadonlyMap<NodeId, ManifestNode> {
  return nodes instanceof Map;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
