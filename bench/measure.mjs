import { spawnSync } from 'node:child_process';
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
 * @returns {Timing[]}
 */
export function timeInterleaved(contestants, rounds) {
  const times = contestants.map(() => /** @type {number[]} */ ([]));
  /** @type {Set<Contestant>} */
  const cut = new Set(contestants.filter((contestant) => tooSlow.has(contestant.name)));
  for (let round = 0; round < rounds; round += 1) {
    contestants.forEach((contestant, index) => {
      // Each round starts with another one: what runs first in a round would pay for all.
      const at = (index + round) % contestants.length;
      const next = contestants[at] ?? contestant;
      if (cut.has(next)) return;
      next.prepare?.(round);
      const startMs = performance.now();
      if (tryOnce(next, cutMs) === null) cut.add(next);
      times[at]?.push(performance.now() - startMs);
    });
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
export function prepareOnce(contestant) {
  if (tooSlow.has(contestant.name)) return;
  if (tryOnce(contestant, prepareCutMs) === null) {
    console.log(`Cut off: ${contestant.name} took more than ${prepareCutMs / 1000} s to build.`);
    tooSlow.add(contestant.name);
  }
}

/**
 * Runs a command to its end and gives what it printed.
 * @param {Omit<Contestant, 'name'>} contestant
 */
export function runOnce(contestant) {
  const printed = tryOnce(contestant, 600_000);
  if (printed === null) throw new Error(`${contestant.command.join(' ')} does not come to an end`);
  return printed;
}

/**
 * Null when it was cut off; one that fails ends the bench, since its time would mean nothing.
 * @param {Omit<Contestant, 'name'>} contestant
 * @param {number} timeout ms
 * @returns {string | null}
 */
function tryOnce({ command, cwd }, timeout) {
  const [program = '', ...args] = command;
  const result = spawnSync(program, args, {
    cwd,
    env,
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout,
    killSignal: 'SIGKILL',
  });
  if (result.error !== undefined && 'code' in result.error && result.error.code === 'ETIMEDOUT') {
    return null;
  }
  if (result.status !== 0) {
    const why = result.error?.message ?? `${result.stderr}\n${result.stdout}`.slice(-2000);
    throw new Error(`${command.join(' ')} failed: ${why}`);
  }
  return result.stdout;
}

/**
 * The most memory that a command, or one of the processes that it waits for, held at a time, in MB; null
 * without GNU time.
 * @param {Omit<Contestant, 'name'>} contestant
 */
export function peakMegabytes({ command, cwd }) {
  if (!existsSync('/usr/bin/time')) return null;
  const result = spawnSync('/usr/bin/time', ['-f', 'peak %M', ...command], {
    timeout: cutMs,
    cwd,
    env,
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
  });
  const kilobytes = /peak (\d+)\s*$/.exec(result.stderr)?.[1];
  return kilobytes === undefined ? null : Number(kilobytes) / 1024;
}

/** @param {string} program @returns {string | null} where it is */
export function which(program) {
  const result = spawnSync('sh', ['-c', `command -v ${program}`], { encoding: 'utf8' });
  return result.status === 0 ? result.stdout.trim() : null;
}
