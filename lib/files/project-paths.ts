import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import { fileStemOf, type NodeId } from '../graph/node-id';

/** Where everything of a project lives. All paths are absolute. */
export interface ProjectPaths {
  readonly root: string;
  /** The node files: <root>/seeknal */
  readonly nodeFiles: string;
  readonly settings: string;
  /** Outputs, safe to delete. */
  readonly target: string;
  readonly manifest: string;
  readonly previousManifest: string;
  readonly stateDir: string;
  /** Where state is kept instead, when somebody said so for this command; null: the settings decide. */
  readonly stateUrl: string | null;
  /** The profile that somebody named for this command, absolute; null: profiles.yml of the project or of the home. */
  readonly profile: string | null;
  /** History and caches of this tool; ignores itself in git, survives the deletion of target/. */
  readonly seeknalDir: string;
  /** One event file a run: <run_id>.ndjson */
  readonly runsDir: string;
  readonly historyDatabase: string;
}

export function projectPaths(
  root: string,
  {
    stateUrl = null,
    profile = null,
  }: { readonly stateUrl?: string | null; readonly profile?: string | null } = {},
): ProjectPaths {
  const absolute = resolve(root);
  const target = join(absolute, 'target');
  const seeknalDir = join(absolute, '.seeknal');
  return {
    root: absolute,
    nodeFiles: join(absolute, 'seeknal'),
    settings: join(absolute, 'seeknal_project.yml'),
    target,
    manifest: join(target, 'manifest.json'),
    previousManifest: join(target, 'manifest.json.old'),
    stateDir: join(target, 'state'),
    stateUrl,
    profile: profile === null ? null : resolve(profile),
    seeknalDir,
    runsDir: join(seeknalDir, 'runs'),
    historyDatabase: join(seeknalDir, 'history.db'),
  };
}

/** The hand-over file between nodes, relative to the project: target/intermediate/<kind>_<name>.parquet */
export function intermediatePath(id: NodeId): string {
  return `target/intermediate/${fileStemOf(id)}.parquet`;
}

/** Relative already, and nothing in it that leads elsewhere. */
const plainPath = /^[\w-][^/\\:]*(?:\/[\w-][^/\\:]*)*$/;

/** The path with forward slashes, relative to the project when it lies inside, else unchanged. */
export function relativeToProject(root: string, path: string): string {
  if (plainPath.test(path)) return path;
  const inside = relative(root, resolve(root, path));
  return isInside(inside) ? inside.split(sep).join('/') : path;
}

/** Whether a path, seen from the project's root, stays inside it. */
export function staysInside(root: string, path: string): boolean {
  return isInside(relative(root, resolve(root, path)));
}

function isInside(relativePath: string): boolean {
  return relativePath !== '..' && !relativePath.startsWith(`..${sep}`) && !isAbsolute(relativePath);
}
