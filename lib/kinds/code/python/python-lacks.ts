import { execFile } from 'node:child_process';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { packageRoot } from '../../../files/package-root';
import { isJsonArray, type JsonObject, type JsonValue } from '../../../util/json';
import { findPython } from './find-python';

/** A Python node that is about to run. */
export interface PythonNode {
  readonly id: string;
  readonly filePath: string;
  readonly config: JsonObject;
}

/** Why Python nodes can't run here, in one sentence, and what to do. */
export interface PythonLack {
  readonly message: string;
  readonly hint: string;
}

/** Asked before a run starts: what Python, or its packages, lack for these nodes. Null when nothing. */
export async function pythonLacks(
  projectDir: string,
  nodes: readonly PythonNode[],
): Promise<PythonLack | null> {
  const [first] = nodes;
  if (first === undefined) return null;
  const python = await findPython(projectDir, { packages: [], requiresPython: null });
  const needed = whoNeeds(nodes.map(({ id }) => id));
  if (python === null) {
    return {
      message: `There is neither uv nor python3 here, and ${needed} one.`,
      hint: 'Install one of them, or name a Python in SEEKNAL_PYTHON.',
    };
  }
  if (python.bringsPackages) return null;
  const modules = [...new Set(nodes.flatMap(({ config }) => importsOf(config)))];
  let missing: readonly string[];
  try {
    missing = await askPython(python.command, projectDir, nodes, [
      ...modules,
      'pandas',
      'pyarrow',
      'duckdb',
    ]);
  } catch (error) {
    const why = error instanceof Error ? error.message.split('\n')[0] : String(error);
    return {
      message: `${python.command} can't be started (${why ?? ''}), and ${needed} it.`,
      hint: 'Correct SEEKNAL_PYTHON, or leave it out.',
    };
  }
  // Either of the two reads and writes Parquet.
  const canParquet = !missing.includes('pyarrow') || !missing.includes('duckdb');
  const lacking = [...new Set(missing)].filter(
    (name) => modules.includes(name) || name === 'pandas' || !canParquet,
  );
  if (lacking.length === 0) return null;
  const whose = nodes.filter(({ config }) => {
    const imports = importsOf(config);
    return !canParquet || lacking.some((name) => name === 'pandas' || imports.includes(name));
  });
  return {
    message: `${python.command} lacks ${listed(lacking)}, which ${whoNeeds(whose.map(({ id }) => id))}.`,
    hint: `Install what is missing: ${python.command} -m pip install ${lacking.join(' ')}. Or install uv, which brings it.`,
  };
}

/** Those of the modules that this Python can't find. */
async function askPython(
  command: string,
  projectDir: string,
  nodes: readonly PythonNode[],
  modules: readonly string[],
): Promise<readonly string[]> {
  const folders = nodes.map(({ filePath }) => join(projectDir, dirname(filePath)));
  const script = join(packageRoot(), 'python', 'run_node.py');
  const { stdout } = await promisify(execFile)(command, [script, '--lacks', modules.join(',')], {
    cwd: projectDir,
    env: {
      ...process.env,
      PYTHONDONTWRITEBYTECODE: '1',
      PYTHONPATH: [projectDir, ...new Set(folders), process.env['PYTHONPATH'] ?? '']
        .filter((folder) => folder !== '')
        .join(delimiter),
    },
    timeout: 60_000,
  });
  const missing = JSON.parse(stdout) as JsonValue;
  return isJsonArray(missing) ? missing.filter((name) => typeof name === 'string') : [];
}

function importsOf({ imports }: JsonObject): readonly string[] {
  return isJsonArray(imports) ? imports.filter((name) => typeof name === 'string') : [];
}

function whoNeeds(ids: readonly string[]): string {
  const [first = 'a node', ...others] = ids;
  if (others.length === 0) return `${first} needs`;
  if (others.length === 1) return `${first} and ${others[0] ?? ''} need`;
  return `${first} and ${String(others.length)} other nodes need`;
}

function listed(names: readonly string[]): string {
  if (names.length < 2) return names.join('');
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;
}
