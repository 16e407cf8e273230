import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { projectPaths, type ProjectPaths } from '../files/project-paths';

const rowCount = 5_000;
const sources = 6;
const transforms = 24;
/** Of each kind that comes after the transforms. */
const others = 3;

/**
 * A project of 42 nodes of six kinds that is the same for the same seed. Its editions differ in data and
 * SQL, and in all outputs downstream of those; going back to an earlier one is going back exactly.
 */
export class GeneratedProject {
  readonly paths: ProjectPaths;
  readonly #random: () => number;
  readonly #inputsOf = new Map<string, readonly string[]>();

  private constructor(root: string, seed: number) {
    this.paths = projectPaths(root);
    this.#random = randomNumbers(seed);
  }

  static async create(seed: number): Promise<GeneratedProject> {
    const root = await mkdtemp(join(tmpdir(), 'generated-'));
    const project = new GeneratedProject(root, seed);
    await project.#write('seeknal_project.yml', 'name: generated\n');
    for (const [part, count] of [
      ['source', sources],
      ['transform', transforms],
    ] as const) {
      for (let index = 0; index < count; index += 1) await project.setVersion(part, index, 0);
    }
    await project.#writeOthers();
    return project;
  }

  /** Gives a source other data, or a transform other SQL. */
  async setVersion(part: 'source' | 'transform', index: number, version: number): Promise<void> {
    const name = `${part[0] ?? ''}${String(index)}`;
    if (part === 'source') {
      const rows = Array.from({ length: rowCount }, (_, row) =>
        [
          row,
          (row * 7919 + index * 104_729 + version * 15_485_863) % 1_000_003,
          '2026-01-01',
        ].join(),
      );
      await this.#write(`data/${name}.csv`, `id,v,event_time\n${rows.join('\n')}\n`);
      await this.#write(
        `seeknal/sources/${name}.yml`,
        `kind: source\nname: ${name}\nsource: csv\ntable: data/${name}.csv\n`,
      );
      return;
    }
    const inputs = this.#inputsFor(name, index);
    const [first = '', ...more] = inputs;
    const sum = inputs.map((_, input) => `i${String(input)}.v * ${String(31 + input)}`).join(' + ');
    const joins = more.map((ref, input) => `JOIN ${ref} i${String(input + 1)} USING (id)`);
    await this.#write(
      `seeknal/transforms/${name}.yml`,
      `kind: transform\nname: ${name}\n${inputLines(inputs)}transform: |
  SELECT id, (${sum} + ${String(version * 1009)}) % 1000003 AS v, i0.event_time
  FROM ${[`${first} i0`, ...joins].join(' ')}\n`,
    );
  }

  async remove(): Promise<void> {
    await rm(this.paths.root, { recursive: true, force: true });
  }

  static readonly counts = { source: sources, transform: transforms } as const;

  async #writeOthers(): Promise<void> {
    for (let index = 0; index < others; index += 1) {
      const name = String(index);
      const ref = `transform.t${String(transforms - 1 - index * 2)}`;
      const group = `feature_group.f${name}`;
      await this.#write(
        `seeknal/feature_groups/f${name}.yml`,
        `kind: feature_group\nname: f${name}\nentity:\n  name: thing\n  join_keys: [id]\n${inputLines([ref])}transform: |
  SELECT id, v, v % 10 AS digit, event_time FROM ${ref}\nfeatures:\n  v: {dtype: int}\n`,
      );
      await this.#write(
        `seeknal/aggregations/a${name}.yml`,
        `kind: aggregation\nname: a${name}\nid_col: digit\nfeature_date_col: event_time\napplication_date_col: event_time\nsource: ${group}\n${inputLines([group])}features:\n  - name: v\n    basic: [sum, max, count]\n`,
      );
      await this.#write(
        `seeknal/rules/r${name}.yml`,
        `kind: rule\nname: r${name}\n${inputLines([group])}rule:\n  type: "null"\n  columns: [id, v]\n  params: {max_null_percentage: 0.0}\n`,
      );
      await this.#write(
        `seeknal/exposures/e${name}.yml`,
        `kind: exposure\nname: e${name}\ntype: file\nparams: {path: target/exports/e${name}.csv, format: csv}\ndepends_on:\n  - ref: ${group}\n`,
      );
    }
  }

  /** Up to three earlier nodes, the same for every version. */
  #inputsFor(name: string, index: number): readonly string[] {
    const known = this.#inputsOf.get(name);
    if (known !== undefined) return known;
    const earlier = [
      ...Array.from({ length: sources }, (_, source) => `source.s${String(source)}`),
      ...Array.from({ length: index }, (_, transform) => `transform.t${String(transform)}`),
    ];
    const wanted = 1 + Math.floor(this.#random() * 3);
    const inputs = new Set<string>();
    while (inputs.size < wanted) {
      inputs.add(earlier[Math.floor(this.#random() * earlier.length)] ?? '');
    }
    this.#inputsOf.set(name, [...inputs]);
    return [...inputs];
  }

  async #write(path: string, text: string): Promise<void> {
    const absolute = join(this.paths.root, path);
    await mkdir(dirname(absolute), { recursive: true });
    await writeFile(absolute, text);
  }
}

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
export function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function inputLines(refs: readonly string[]): string {
  return `inputs:\n${refs.map((ref) => `  - ref: ${ref}\n`).join('')}`;
}
