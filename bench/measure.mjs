import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { performance } from 'node:perf_hooks';

/**
 * One thing to be timed. `prepare` runs before each round, outside of the time.
 * @typedef {{
 *   readonly name: string,
 *   readonly command: readonly string[],
 *   readonly prepare?: (round: number) => void,
 *   readonly cwd?: string,
 * }} Contestant
 * @typedef {{ readonly name: string, readonly min: number, readonly median: number, readonly all: readonly number[] }} Timing ms; infinite for what was cut off
 */

/** Nobody waits longer for one run: what takes so long counts as beaten. */
export const cutMs = 60_000;
/** A first build may take longer, since it is not what is measured. */
const prepareCutMs = 180_000;

/** What would make programs print more, colour it, or ask the network. */
const env = {
  ...process.env,
  NO_COLOR: '1',
  TURBO_TELEMETRY_DISABLED: '1',
  CI: '',
  WIREIT_LOGGER: 'quiet',
};

/**
 * Times whole processes. All contestants run once in each round, so that whatever else the machine does
 * meets all of them alike.
 * @param {readonly Contestant[]} contestants
 * @param {number} rounds
 * @returns {Promise<Timing[]>}
 */
export async function timeInterleaved(contestants, rounds) {
  const times = contestants.map(() => /** @type {number[]} */ ([]));
  /** @type {Set<Contestant>} */
  const cut = new Set(contestants.filter((contestant) => tooSlow.has(contestant.name)));
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, contestant] of contestants.entries()) {
      // Each round starts with another one: what runs first in a round would pay for all.
      const at = (index + round) % contestants.length;
      const next = contestants[at] ?? contestant;
      if (cut.has(next)) continue;
      next.prepare?.(round);
      const startMs = performance.now();
      if ((await tryOnce(next, cutMs)) === null) cut.add(next);
      times[at]?.push(performance.now() - startMs);
    }
  }
  return contestants.map((contestant, index) =>
    cut.has(contestant)
      ? { name: contestant.name, min: Infinity, median: Infinity, all: [] }
      : summary(contestant.name, times[index] ?? []),
  );
}

/** @param {string} name @param {readonly number[]} all @returns {Timing} */
export function summary(name, all) {
  const sorted = all.toSorted((a, b) => a - b);
  return { name, all, min: sorted[0] ?? NaN, median: sorted[Math.floor(sorted.length / 2)] ?? NaN };
}

/** Contestants, by name, that could not even be prepared in time. @type {Set<string>} */
const tooSlow = new Set();

/**
 * Builds what a contestant needs for a first time. One that takes too long is out of all that follows.
 * @param {Contestant} contestant
 */
export async function prepareOnce(contestant) {
  if (tooSlow.has(contestant.name)) return;
  if ((await tryOnce(contestant, prepareCutMs)) !== null) return;
  console.log(`Cut off: ${contestant.name} took more than ${prepareCutMs / 1000} s to build.`);
  tooSlow.add(contestant.name);
}

/**
 * Runs a command to its end and gives what it printed.
 * @param {Omit<Contestant, 'name'>} contestant
 */
export async function runOnce(contestant) {
  const printed = await tryOnce(contestant, 600_000);
  if (printed === null) throw new Error(`${contestant.command.join(' ')} does not come to an end`);
  return printed.stdout;
}

/**
 * The most memory that a command, or one of the processes that it waits for, held at a time, in MB; null
 * without GNU time, or when it takes too long.
 * @param {Contestant} contestant
 */
export async function peakMegabytes({ command, name, ...more }) {
  if (!existsSync('/usr/bin/time') || tooSlow.has(name)) return null;
  const measured = ['/usr/bin/time', '-f', 'peak %M', ...command];
  const printed = await tryOnce({ ...more, command: measured }, cutMs);
  const kilobytes = /peak (\d+)\s*$/.exec(printed?.stderr ?? '')?.[1];
  return kilobytes === undefined ? null : Number(kilobytes) / 1024;
}

/** The process group that runs now. @type {number | null} */
let group = null;

function endGroup() {
  if (group === null) return;
  try {
    process.kill(-group, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

// Whoever stops the bench stops what it measures, and whatever that has started.
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
  process.on(signal, () => {
    endGroup();
    process.exit(1);
  });
}
process.on('exit', endGroup);

/**
 * Null when it was cut off; one that fails ends the bench, since its time would mean nothing.
 * @param {Omit<Contestant, 'name'>} contestant
 * @param {number} limitMs
 * @returns {Promise<{ stdout: string, stderr: string } | null>}
 */
async function tryOnce({ command, cwd }, limitMs) {
  const [program = '', ...args] = command;
  const child = spawn(program, args, {
    cwd,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    // With its own group, which can be ended as a whole.
    detached: true,
  });
  group = child.pid ?? null;
  const printed = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk) => (printed.stdout += String(chunk)));
  child.stderr.on('data', (chunk) => (printed.stderr += String(chunk)));
  let wasCut = false;
  const timer = setTimeout(() => {
    wasCut = true;
    endGroup();
  }, limitMs);
  const code = await new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  clearTimeout(timer);
  group = null;
  if (wasCut) return null;
  if (code !== 0) {
    const why = `${printed.stderr}\n${printed.stdout}`.slice(-2000);
    throw new Error(`${command.join(' ')} failed: ${why}`);
  }
  return printed;
}

/** @param {string} program @returns {string | null} where it is */
export function which(program) {
  const result = spawnSync('sh', ['-c', `command -v ${program}`], { encoding: 'utf8' });
  return result.status === 0 ? result.stdout.trim() : null;
}
