import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { packageRoot } from '../../../files/package-root';
import { readIfThere } from '../../../files/read-if-there';
import { fileStemOf } from '../../../graph/node-id';
import { isJsonObject, type JsonObject } from '../../../util/json';
import { err, ok, type Result } from '../../../util/result';
import type { ExecutionContext, ExecutionFailure, KindNode } from '../../kind';
import type { MadeRows } from '../language';
import { runProcess } from '../run-process';
import { findPython } from './find-python';
import { inlinePackages } from './inline-packages';

/** A node that doesn't say `timeout` itself is given up after half an hour. */
const longestMs = 30 * 60 * 1000;

/** Runs the function of a Python node in a process of its own; inputs and rows are Parquet files. */
export async function runPython(
  node: KindNode<JsonObject>,
  context: ExecutionContext,
): Promise<Result<MadeRows, ExecutionFailure>> {
  const { projectDir, outputPath } = context;
  const file = node.filePath ?? '';
  const python = await findPython(
    projectDir,
    inlinePackages(await readFile(join(projectDir, file), 'utf8')),
  );
  if (python === null) return err(noPython(node.id));
  const workDir = dirname(outputPath);
  const job = await writeJob(node, context, workDir);
  const hasOwnLimit = typeof node.config['timeout'] === 'number';
  const limit = hasOwnLimit ? null : AbortSignal.timeout(longestMs);
  const ended = await runProcess(
    python.command,
    [...python.arguments, join(packageRoot(), 'python', 'run_node.py'), job.path],
    {
      cwd: projectDir,
      env: { ...process.env, ...environmentOf(node, context) },
      signal: limit === null ? context.signal : AbortSignal.any([context.signal, limit]),
      onLine: (stream, line) => {
        if (line.trim() !== '') context.log(stream === 'stdout' ? 'info' : 'warning', line);
      },
    },
  );
  if (context.signal.aborted) {
    return err({ code: 'cancelled', message: 'Cancelled before it was done.' });
  }
  if (limit?.aborted === true) return err(tooLong);
  if (ended.startError !== null) return err(notStarted(node.id, ended.startError));
  if (ended.exitCode !== 0) return err(await problemOf(node, job.problemPath, ended.exitCode));
  return ok({
    path: outputPath,
    metadata: { language: 'python', function: node.config['function'] ?? null },
  });
}

async function writeJob(
  node: KindNode<JsonObject>,
  { projectDir, inputs, outputPath }: ExecutionContext,
  workDir: string,
): Promise<{ readonly path: string; readonly problemPath: string }> {
  const path = join(workDir, 'job.json');
  const problemPath = join(workDir, 'problem.json');
  const job = {
    project_dir: projectDir,
    file: node.filePath,
    function: node.config['function'] ?? node.name,
    node_id: node.id,
    kind: node.kind,
    inputs: Object.fromEntries(inputs.map((input) => [input.id, input.path])),
    params: node.config['params'] ?? {},
    output_path: outputPath,
    state_path: join(projectDir, 'target', 'pipeline_state', `${fileStemOf(node.id)}.json`),
    result_path: join(workDir, 'result.json'),
    problem_path: problemPath,
  };
  await writeFile(path, JSON.stringify(job));
  return { path, problemPath };
}

/** As the original tells its nodes where they are, and their params. */
function environmentOf(
  { config }: KindNode<JsonObject>,
  { projectDir }: ExecutionContext,
): Record<string, string> {
  const params = isJsonObject(config['params']) ? config['params'] : {};
  return {
    SEEKNAL_PROJECT_PATH: projectDir,
    PYTHONUNBUFFERED: '1',
    // The folder of this installation may belong to somebody else.
    PYTHONDONTWRITEBYTECODE: '1',
    PYTHONIOENCODING: 'utf-8',
    ...Object.fromEntries(
      Object.entries(params).map(([name, value]) => [
        `SEEKNAL_PARAM_${name.toUpperCase()}`,
        typeof value === 'string' ? value : JSON.stringify(value),
      ]),
    ),
  };
}

interface Problem {
  readonly type: string;
  readonly message: string;
  readonly place: { readonly line: number; readonly column: number } | null;
  readonly missing_module: string | null;
}

async function problemOf(
  node: KindNode<JsonObject>,
  problemPath: string,
  exitCode: number | null,
): Promise<ExecutionFailure> {
  const text = await readIfThere(problemPath);
  if (text === null) {
    const how = exitCode === null ? 'was killed' : `ended with exit code ${String(exitCode)}`;
    return {
      code: 'python_failed',
      message: `Execution failed for ${node.id}: Python ${how}.`,
      hint: 'The log of the node has what it printed.',
    };
  }
  const { type, message, place, missing_module: missing } = JSON.parse(text) as Problem;
  return {
    code: missing === null ? 'python_failed' : 'python_lacks',
    message: `Execution failed for ${node.id}: ${type}: ${message}`,
    hint:
      missing === null
        ? 'The log of the node has the whole traceback.'
        : `Install it for the Python that runs it: python3 -m pip install ${missing}`,
    ...(place === null || node.filePath === null
      ? {}
      : { place: { file: node.filePath, ...place } }),
  };
}

const tooLong: ExecutionFailure = {
  code: 'timeout',
  message: 'Given up after 30 minutes.',
  hint: 'Give it more time with timeout=<seconds> in its decorator, or less to do.',
};

function noPython(id: string): ExecutionFailure {
  return {
    code: 'python_missing',
    message: `${id} is written in Python, and there is neither uv nor python3 here.`,
    hint: 'Install one of them, or name a Python in SEEKNAL_PYTHON.',
  };
}

function notStarted(id: string, why: string): ExecutionFailure {
  return {
    code: 'python_missing',
    message: `${id} is written in Python, which can't be started: ${why}`,
    hint: 'Correct SEEKNAL_PYTHON, or leave it out.',
  };
}
