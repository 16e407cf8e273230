import { randomUUID } from 'node:crypto';
import { link, mkdir, readdir, readFile, rm, rmdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { err, ok, type Result } from '../util/result';
import { isMissingFile } from './missing-file';
import { isProcessAlive, type ProcessIdentity } from './process-identity';

/** Who has a lock: any JSON object that says which process it is. */
export interface ProcessLockHolder {
  readonly process: ProcessIdentity;
}

const claimSuffix = '.claim';
const heldSuffix = '.held';

/**
 * Takes a lock that a folder stands for, or tells who has it. Entries of dead processes count for nothing.
 *
 * A process first claims, then looks: of two that claim at the same time, at least the later one sees the
 * other, takes its claim back and tries again. Only a process that saw no other holds the lock. Every
 * entry has a name of its own, so that clearing away a dead one can never hit a living one, which a
 * single lock file can't promise.
 */
export async function acquireProcessLock<Holder extends ProcessLockHolder>(
  folder: string,
  holder: Holder,
): Promise<Result<{ release: () => Promise<void> }, Holder>> {
  const own = randomUUID();
  const claim = join(folder, own + claimSuffix);
  const held = join(folder, own + heldSuffix);
  const release = async (): Promise<void> => {
    await Promise.all([rm(claim, { force: true }), rm(held, { force: true })]);
    // Not empty: somebody else is trying.
    await rmdir(folder).catch(() => undefined);
  };
  for (;;) {
    const other = await readLockHolder<Holder>(folder);
    if (other !== null) {
      await release();
      return err(other);
    }
    await writeClaim(folder, claim, JSON.stringify(holder));
    const living = await livingEntries(folder);
    if (living.every(({ name }) => name.startsWith(own))) {
      // A link, not a rename: whoever lists the folder meanwhile sees at least one of the two names.
      await link(claim, held);
      return ok({ release });
    }
    await rm(claim, { force: true });
    await wait(Math.random() * 20);
  }
}

/** The holder, if there is one and its process is alive. */
export async function readLockHolder<Holder extends ProcessLockHolder>(
  folder: string,
): Promise<Holder | null> {
  const living = await livingEntries(folder);
  const held = living.find(({ name }) => name.endsWith(heldSuffix));
  return held === undefined ? null : (held.holder as Holder);
}

/** Clears the dead ones away. */
async function livingEntries(
  folder: string,
): Promise<{ name: string; holder: ProcessLockHolder }[]> {
  const names = await unlessMissing(readdir(folder));
  const entries = await Promise.all(
    (names ?? []).map(async (name) => {
      const text = await unlessMissing(readFile(join(folder, name), 'utf8'));
      const holder = text === null ? null : parseHolder(text);
      if (holder !== null && isProcessAlive(holder.process)) return [{ name, holder }];
      await rm(join(folder, name), { force: true });
      return [];
    }),
  );
  return entries.flat();
}

/** The entry appears whole or not at all: an unreadable one counts as dead. */
async function writeClaim(folder: string, claim: string, text: string): Promise<void> {
  const draft = `${folder}.${randomUUID()}`;
  for (;;) {
    try {
      await mkdir(folder, { recursive: true });
      await writeFile(draft, text);
      await link(draft, claim);
      return;
    } catch (error) {
      // The folder went away with the lock of somebody who was just done, perhaps while it was made.
      if (!isMissingFile(error)) throw error;
    } finally {
      await rm(draft, { force: true });
    }
  }
}

async function unlessMissing<T>(reading: Promise<T>): Promise<T | null> {
  try {
    return await reading;
  } catch (error) {
    if (isMissingFile(error)) return null;
    throw error;
  }
}

function parseHolder(text: string): ProcessLockHolder | null {
  try {
    return JSON.parse(text) as ProcessLockHolder;
  } catch {
    return null;
  }
}
