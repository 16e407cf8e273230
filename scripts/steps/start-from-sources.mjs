import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBundles, ensurePages } from './ensure-built.mjs';
import { ensureGenerated } from './ensure-generated.mjs';
import { ensureInstalled } from './ensure-installed.mjs';
import { packageDir } from './package-dir.mjs';
import { endWithSignals, onParentGone } from './run-command.mjs';

const help = `npm start -- [options]

Installs, generates and builds what is missing or stale, then serves the dashboard.

  --project DIR  the project to open (default: $SEEKNAL_PROJECT, else examples/corner-shop)
  --port N       the port (default: $PORT, else 3000; 0 takes any free one)
  --host NAME    the address to listen on (default: $HOST, else 127.0.0.1)
  --dev          hot reload, for work on the dashboard itself (npm run dev)
  --help         this text`;

/**
 * @param {readonly string[]} argv
 * @returns {Promise<number>} the exit code
 */
export async function startFromSources(argv) {
  const flags = readFlags(argv);
  if (flags === null) return 2;
  if (flags.help) {
    console.log(help);
    return 0;
  }
  const project = chooseProject(flags.project);
  if (!existsSync(project)) {
    // Told before minutes of building; everything else about a project is told by the CLI.
    console.error(`✗ There is no folder ${project}: give a project's folder with --project DIR.`);
    return 1;
  }

  const dontListen = endWithSignals();
  const isReady =
    (await ensureInstalled()) &&
    (await ensureGenerated()) &&
    (await ensureBundles()) &&
    (flags.dev || (await ensurePages()));
  if (!isReady) return 1;
  dontListen();

  const args = ['ui', '--project', project];
  if (flags.port !== undefined) args.push('--port', flags.port);
  if (flags.host !== undefined) args.push('--host', flags.host);
  if (flags.dev) args.push('--dev');
  return serve(args);
}

/** @param {readonly string[]} argv */
function readFlags(argv) {
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: {
        project: { type: 'string' },
        port: { type: 'string' },
        host: { type: 'string' },
        dev: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    return values;
  } catch (error) {
    console.error(`✗ ${error instanceof Error ? error.message : String(error)}`);
    console.error('Try `npm start -- --help`.');
    return null;
  }
}

/**
 * Relative to where the person typed the command, which npm hides by going to the package's folder.
 *
 * @param {string | undefined} flag
 */
function chooseProject(flag) {
  const named = flag ?? process.env.SEEKNAL_PROJECT;
  if (named === undefined || named === '') return join(packageDir, 'examples', 'corner-shop');
  return resolve(process.env.INIT_CWD ?? process.cwd(), named);
}

/**
 * @param {readonly string[]} args
 * @returns {Promise<number>}
 */
function serve(args) {
  return new Promise((end) => {
    const server = spawn(process.execPath, [join(packageDir, 'bin', 'seeknal.js'), ...args], {
      stdio: 'inherit',
    });
    // A terminal tells the whole group, a process manager only us: the server takes both.
    for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
      process.on(signal, () => server.kill(signal === 'SIGHUP' ? 'SIGTERM' : signal));
    }
    const dontWatch = onParentGone(() => server.kill('SIGTERM'));
    server.on('error', (error) => {
      console.error(`✗ The server could not be started: ${error.message}`);
      end(1);
    });
    server.on('close', (code) => {
      dontWatch();
      end(code ?? 1);
    });
  });
}
