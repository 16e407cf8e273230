import { dirname, join } from 'node:path';
import { createJiti } from 'jiti';
import { defineKind } from '../kinds/kind';
import { registerExecutor } from '../kinds/register-executor';
import { kinds, registerKind } from '../kinds/registry';
import { registerStateBackend } from '../state/backends/registry';
import { explainEntries } from '../state/explain-entries';
import { nodeStateToJson, stateFromJson, stateToJson } from '../state/state-json';
import { err, ok } from '../util/result';
import { defineConfig, type ProjectConfig } from './project-config';
import type { Extensions } from './extensions';
import type { RunHooks } from './run-hooks';

/**
 * What a config file gets when it imports `seeknal-dag`: this very process's functions. A copy of the
 * package that lies in the project's node_modules would register things where nobody looks, and a project
 * needs no copy at all.
 */
const ownPackage = {
  'seeknal-dag': {
    defineConfig,
    defineKind,
    err,
    explainEntries,
    nodeStateToJson,
    ok,
    registerExecutor,
    registerKind,
    registerStateBackend,
    stateFromJson,
    stateToJson,
  },
};

/** Runs a config file of TypeScript or JavaScript and registers what its default export names. */
export async function runConfigFile(path: string): Promise<Extensions> {
  const jiti = createJiti(import.meta.url, {
    virtualModules: ownPackage,
    moduleCache: false,
    fsCache: join(dirname(path), '.seeknal', 'config-cache'),
  });
  const before = new Map(kinds);
  const config = (await jiti.import<{ default?: unknown }>(path)).default ?? {};
  if (!isConfig(config)) throw new Error('its default export is not an object');
  const { executors = {}, hooks, ...more } = config;
  // A kind that it registers by itself while it loads may say anything of its nodes.
  const isQuiet =
    kinds.size === before.size && [...kinds].every(([id, kind]) => before.get(id) === kind);
  const isPlain = isQuiet && hooks === undefined && Object.keys(more).length === 0;
  for (const [kind, executor] of Object.entries(executors)) {
    registerExecutor(kind, executor);
  }
  for (const kind of config.kinds ?? []) registerKind(kind);
  for (const [scheme, open] of Object.entries(config.stateBackends ?? {})) {
    registerStateBackend(scheme, open);
  }
  return {
    hooks: listOf(hooks),
    onlyExecutors: isPlain ? Object.keys(executors).sort() : null,
  };
}

/** Its parts are checked by those who register them. */
function isConfig(value: unknown): value is ProjectConfig {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function listOf(hooks: ProjectConfig['hooks']): readonly RunHooks[] {
  if (hooks === undefined) return [];
  return 'length' in hooks ? hooks : [hooks];
}
