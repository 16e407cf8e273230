import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import type { ProjectPaths } from '../../files/project-paths';
import { writeAtomic } from '../../files/write-atomic';
import type { HistoryStore } from '../../history/history-store';
import { loadManifestSnapshot } from '../../history/manifest-snapshot';
import { loadManifest } from '../../manifest/load-manifest';
import type { Manifest } from '../../manifest/manifest';
import { err, ok, type Result } from '../../util/result';
import { loadLastBuilt } from '../planning/last-built';
import { readRevision } from './read-revision';
import { serviceError, type ServiceError } from '../service-error';

/** What the project is compared with: an earlier manifest, and how people call it. */
export interface CompareBase {
  readonly label: string;
  readonly manifest: Manifest;
}

/**
 * Reads a base as addresses name it: empty for what was last built, `run:ID`, `rev:REVISION` of Git, `file:HASH` of a
 * manifest that was given. Null: nothing was built yet.
 */
export async function readCompareBase(
  paths: ProjectPaths,
  history: HistoryStore,
  base: string,
): Promise<Result<CompareBase | null, ServiceError>> {
  if (base === '') {
    const manifest = await loadLastBuilt(paths);
    return ok(manifest === null ? null : { label: 'the last finished run', manifest });
  }
  const [, how = '', what = ''] = /^(run|rev|file):(.+)$/s.exec(base) ?? [];
  switch (how) {
    case 'run': {
      const run = await history.getRun(what);
      const manifest =
        run === null ? null : await loadManifestSnapshot(paths, run.record.manifestHash);
      if (manifest !== null) return ok({ label: `run ${what}`, manifest });
      const problem = run === null ? `There is no run ${what}` : `The graph of run ${what} is gone`;
      return err(
        serviceError('unknown_run', `${problem}, so nothing can be compared with it.`, {
          hint: 'Choose another run, or the last finished one.',
        }),
      );
    }
    case 'rev': {
      const manifest = await readRevision(paths, what);
      return manifest.ok ? ok({ label: `revision ${what}`, manifest: manifest.value }) : manifest;
    }
    case 'file':
      return readGiven(paths, what);
    default:
      return err(
        serviceError('invalid_request', `"${base}" is nothing to compare with.`, {
          hint: 'Expected run:ID, rev:REVISION, or a manifest file.',
        }),
      );
  }
}

/** Keeps a manifest that a person gave, so that the address of the page leads to it again. Returns its base. */
export async function keepGivenManifest(
  paths: ProjectPaths,
  given: { readonly name: string; readonly text: string },
): Promise<Result<string, ServiceError>> {
  const folder = await mkdtemp(join(tmpdir(), 'seeknal-given-'));
  try {
    const file = join(folder, 'manifest.json');
    await writeFile(file, given.text);
    const loaded = await loadManifest(file);
    if (!loaded.ok) {
      const reason = loaded.error.message.replaceAll(file, given.name);
      return err(
        serviceError('invalid_request', reason, {
          hint: 'Give a manifest.json as `seeknal parse` writes it.',
        }),
      );
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  const hash = createHash('sha256').update(given.text).digest('hex').slice(0, 16);
  await writeAtomic(givenPath(paths, hash, 'json'), given.text);
  await writeAtomic(givenPath(paths, hash, 'name'), given.name);
  return ok(`file:${hash}`);
}

async function readGiven(
  paths: ProjectPaths,
  hash: string,
): Promise<Result<CompareBase, ServiceError>> {
  const isHash = /^[0-9a-f]{16}$/.test(hash);
  const loaded = isHash ? await loadManifest(givenPath(paths, hash, 'json'), paths.root) : null;
  if (loaded?.ok !== true) {
    return err(
      serviceError('invalid_request', 'The manifest file to compare with is no longer kept.', {
        hint: 'Drop it onto the page once more.',
      }),
    );
  }
  const name = await readFile(givenPath(paths, hash, 'name'), 'utf8').catch(() => 'a manifest');
  return ok({ label: name, manifest: loaded.value });
}

function givenPath(paths: ProjectPaths, hash: string, end: 'json' | 'name'): string {
  return join(paths.seeknalDir, 'compare', `${hash}.${end}`);
}
