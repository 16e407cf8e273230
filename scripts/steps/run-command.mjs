import { spawn } from 'node:child_process';
import { clearInterval, setInterval } from 'node:timers';
import { packageDir } from './package-dir.mjs';

/**
 * @typedef {object} Finished
 * @property {number} code 0 when all went well
 * @property {string} output what the command printed, both streams in the order of their coming
 * @property {number} durationMs
 */

/** Every child that runs now, so that an interrupt ends them with us. @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();

/**
 * Runs a command in the package's folder and keeps what it prints.
 *
 * @param {readonly string[]} command
 * @param {{ env?: Record<string, string>, timeoutMs?: number, uid?: number, gid?: number }} [options] uid and gid: as whom it runs
 * @returns {Promise<Finished>}
 */
export function runCommand([program = '', ...args], { env = {}, timeoutMs = 0, ...user } = {}) {
  const startedMs = Date.now();
  return new Promise((resolve) => {
    let output = '';
    const child = spawn(program, args, {
      cwd: packageDir,
      env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: timeoutMs,
      ...user,
    });
    running.add(child);
    const keep = (/** @type {unknown} */ chunk) => void (output += String(chunk));
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    const finish = (/** @type {number} */ code) => {
      running.delete(child);
      resolve({ code, output, durationMs: Date.now() - startedMs });
    };
    child.on('error', (error) => {
      output += error.message;
      finish(127);
    });
    child.on('close', (code) => finish(code ?? 1));
  });
}

/**
 * Ends this process and the commands that it waits for when a person or a parent asks it to.
 *
 * @returns {() => void} gives the signals back
 */
export function endWithSignals() {
  const codes = /** @type {const} */ ({ SIGINT: 130, SIGTERM: 143 });
  const end = (/** @type {'SIGINT' | 'SIGTERM'} */ signal) => {
    for (const child of running) child.kill(signal);
    process.exit(codes[signal]);
  };
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
  const dontWatch = onParentGone(() => end('SIGTERM'));
  return () => {
    process.off('SIGINT', end);
    process.off('SIGTERM', end);
    dontWatch();
  };
}

/**
 * Calls back when npm has gone: a signal for npm ends the shell between us, which passes nothing on.
 *
 * @param {() => void} call
 * @returns {() => void} stops watching
 */
export function onParentGone(call) {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    call();
  }, 250);
  timer.unref();
  // Started without npm, it may well outlive the shell that started it.
  if (process.env.npm_lifecycle_event === undefined) clearInterval(timer);
  return () => clearInterval(timer);
}

/**
 * npm as it was called, or the one on the path.
 *
 * @param {...string} args
 */
export function npm(...args) {
  const { npm_execpath: path } = process.env;
  return path === undefined ? ['npm', ...args] : [process.execPath, path, ...args];
}

/**
 * A tool of the development packages.
 *
 * @param {string} script relative to node_modules, as in prettier/bin/prettier.cjs
 * @param {...string} args
 */
export function tool(script, ...args) {
  return [process.execPath, `node_modules/${script}`, ...args];
}
