import { basename, dirname, resolve } from 'node:path';
import { loadExtensions } from '../extensions/load-extensions';
import { writeAtomic } from '../files/write-atomic';
import { loadManifest } from '../manifest/load-manifest';
import { Manifest as CompiledManifest } from '../manifest/manifest';
import { manifestText } from '../manifest/manifest-to-json';
import { SeeknalError } from './seeknal-error';

/** The compiled project: nodes by id, edges, and the graph over both. It never changes. */
export class Manifest extends CompiledManifest {
  /** The project folder that it was loaded from, absolute; null when that is not known. */
  readonly projectDir: string | null;

  constructor(
    parts: ConstructorParameters<typeof CompiledManifest>[0],
    projectDir: string | null = null,
  ) {
    super(parts);
    this.projectDir = projectDir;
  }

  /**
   * Reads a manifest.json of this tool or of any version of the original. Throws a SeeknalError that names
   * every mistake with its place.
   */
  static async load(path: string): Promise<Manifest> {
    const projectDir = projectDirOf(resolve(path));
    // The project's config file may add kinds, without which the manifest would make no sense.
    if (projectDir !== null) await loadExtensions({ root: projectDir });
    const loaded = await loadManifest(path, projectDir ?? undefined);
    if (!loaded.ok) {
      throw new SeeknalError({
        ...loaded.error,
        hint: loaded.error.code === 'missing' ? 'Make one with `seeknal parse`.' : null,
      });
    }
    const { metadata, nodes, edges, extra } = loaded.value;
    return new Manifest({ metadata, nodes: [...nodes.values()], edges, extra }, projectDir);
  }

  /** Writes it as manifest.json, all of it or nothing; keys that we don't know included. */
  async save(path: string): Promise<void> {
    await writeAtomic(resolve(path), manifestText(this));
  }
}

/** <project>/target/manifest.json, or manifest.json.old beside it, lies in a project. */
function projectDirOf(path: string): string | null {
  const folder = dirname(path);
  return basename(folder) === 'target' ? dirname(folder) : null;
}
