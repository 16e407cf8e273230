import { readFile } from 'node:fs/promises';
import { isMissingFile } from '../files/missing-file';
import { relativeToProject } from '../files/project-paths';
import type { JsonValue } from '../util/json';
import { err, ok, type Result } from '../util/result';
import { jsonMistake } from './json-mistake';
import type { Manifest } from './manifest';
import { manifestFromJson } from './manifest-from-json';

/** Why a manifest could not be read. */
export interface ManifestError {
  readonly code: 'missing' | 'invalid_json' | 'invalid_manifest';
  readonly path: string;
  /** For each mistake the place in the JSON and what is wrong there: `nodes["source.a"].type: ...`. */
  readonly message: string;
}

/**
 * Reads a manifest of this tool or of any version of the original. `projectDir` turns absolute file
 * paths of older manifests into relative ones.
 */
export async function loadManifest(
  path: string,
  projectDir?: string,
): Promise<Result<Manifest, ManifestError>> {
  let text: string;
  try {
    text = (await readFile(path, 'utf8')).replace(/^\uFEFF/, '');
  } catch (error) {
    if (!isMissingFile(error)) throw error;
    return err({ code: 'missing', path, message: `There is no manifest at ${path}.` });
  }
  let value: JsonValue;
  try {
    value = JSON.parse(text) as JsonValue;
  } catch (error) {
    const { line, column, why } = jsonMistake(text, error);
    const place = `${path}:${String(line)}:${String(column)}`;
    return err({ code: 'invalid_json', path, message: `${place}: not JSON: ${why}` });
  }
  const manifest = await manifestFromJson(value, (filePath) =>
    projectDir === undefined ? filePath : relativeToProject(projectDir, filePath),
  );
  return manifest.ok
    ? ok(manifest.value)
    : err({ code: 'invalid_manifest', path, message: `${path}: ${manifest.error}` });
}
