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
    nodes: readonly ManifestNode[];
    edges: readonly ManifestEdge[];
    extra?: JsonObject;
  }) {
    this.metadata = parts.metadata;
    this.extra = parts.extra ?? {};
    const byId = parts.nodes.toSorted((a, b) => compareText(a.id, b.id));
    this.nodes = new Map(byId.map((node) => [node.id, node]));
    this.edges = parts.edges.toSorted(
      (a, b) => compareText(a.from, b.from) || compareText(a.to, b.to),
    );
  }

  /** Built at the first question and kept: a manifest never changes. Edges to unknown nodes are left out. */
  get graph(): Graph {
    this.#graph ??= Graph.of([...this.nodes.keys()], this.edges);
    return this.#graph;
  }

  /** The same with other definitions of nodes that it has, which read what they have read. */
  withDefinitions(nodes: readonly ManifestNode[]): Manifest {
    const { metadata, edges, extra } = this;
    const all = new Map([...this.nodes, ...nodes.map((node) => [node.id, node] as const)]);
    const changed = new Manifest({ metadata, nodes: [...all.values()], edges, extra });
    changed.#graph = this.graph;
    return changed;
  }
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
