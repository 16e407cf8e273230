import { hostname } from 'node:os';
import { afterEach, describe, expect, it } from 'vitest';
import type { NodeId } from '../graph/node-id';
import type { NodeState } from '../state/execution-state';
import type { StateBackend, StateStore } from '../state/state-backend';
import { completeBackend } from '../state/complete-backend';
import { id } from './manifest-of';

/** A place that holds state; whoever opens it is like a process of its own. */
export interface StatePlace {
  readonly open: () => Promise<StateBackend>;
  /** For what a backend leaves to the project's folder. */
  readonly stateDir: string;
  /** Makes the stored entry of a node unreadable, as a fault or a careless hand would. */
  readonly damage: (id: NodeId) => Promise<void>;
  /** All texts that were put aside. */
  readonly keptAside: () => Promise<readonly string[]>;
}

/** What every state backend has to do; `newPlace` gives an empty place, which goes with the test. */
export function describeStateBackend(name: string, newPlace: () => Promise<StatePlace>): void {
  describe(`state in ${name}`, () => {
    const opened: StateStore[] = [];
    const open = async (place: StatePlace): Promise<StateStore> => {
      const store = completeBackend(await place.open(), place.stateDir);
      opened.push(store);
      return store;
    };
    const stored = async (place: StatePlace) => (await (await open(place)).load()).state;
    afterEach(async () => {
      for (const store of opened.splice(0)) await store.close();
    });

    it('is empty at first, and that is nothing to repair', async () => {
      const place = await newPlace();
      expect(await (await open(place)).load()).toEqual({
        state: new Map(),
        repairs: [],
        unsettled: false,
      });
    });

    it('comes back as it was saved, with everything that an entry can say', async () => {
      const place = await newPlace();
      const state = new Map([built, failed, ofOtherTools]);
      await (await open(place)).save(state);
      expect(await (await open(place)).load()).toEqual({ state, repairs: [], unsettled: false });
    });

    it('has an appended entry at once, for everybody, although nobody saved or closed', async () => {
      const place = await newPlace();
      const writer = await open(place);
      await writer.append(...built);
      expect(await stored(place)).toEqual(new Map([built]));
      await writer.append(...failed);
      expect(await stored(place)).toEqual(new Map([built, failed]));
    });

    it('believes the later of two entries', async () => {
      const place = await newPlace();
      const writer = await open(place);
      await writer.save(new Map([built, failed]));
      const again: NodeState = { ...built[1], rowCount: 7 };
      await writer.append(built[0], failed[1]);
      await writer.append(built[0], again);
      expect(await stored(place)).toEqual(new Map([[built[0], again], failed]));
    });

    it('loses none of many entries that are appended at the same moment', async () => {
      const place = await newPlace();
      const writer = await open(place);
      const entries = Array.from(
        { length: 50 },
        (_, index) => [id(`source.s${String(index)}`), { ...built[1], rowCount: index }] as const,
      );
      await Promise.all(entries.map(([node, entry]) => writer.append(node, entry)));
      expect(await stored(place)).toEqual(new Map(entries));
    });

    it('forgets with a save what the new state does not have, appended or not', async () => {
      const place = await newPlace();
      const writer = await open(place);
      await writer.save(new Map([built]));
      await writer.append(...failed);
      await writer.save(new Map([ofOtherTools]));
      expect(await stored(place)).toEqual(new Map([ofOtherTools]));
      await writer.append(...built);
      expect(await stored(place)).toEqual(new Map([ofOtherTools, built]));
    });

    it('holds ten thousand nodes', async () => {
      const place = await newPlace();
      const state = new Map(
        Array.from({ length: 10_000 }, (_, index) => [id(`source.s${String(index)}`), built[1]]),
      );
      await (await open(place)).save(state);
      expect(await stored(place)).toEqual(state);
    });

    it('keeps the good entries, tells of a bad one and puts it aside with the next save', async () => {
      const place = await newPlace();
      await (await open(place)).save(new Map([built, failed]));
      await place.damage(failed[0]);

      const next = await open(place);
      const loaded = await next.load();
      expect(loaded.state).toEqual(new Map([built]));
      expect(loaded.repairs.join(' ')).toContain(failed[0]);
      expect(loaded.unsettled).toBe(true);
      expect(await (await open(place)).load()).toEqual(loaded);

      await next.save(loaded.state);
      expect(await (await open(place)).load()).toEqual({
        state: new Map([built]),
        repairs: [],
        unsettled: false,
      });
      expect((await place.keptAside()).join()).toContain('damaged');
    });

    it('is locked by one run, whose name everybody learns, until it lets go', async () => {
      const place = await newPlace();
      const [one, two] = [await open(place), await open(place)];
      expect(await two.lockHolder()).toBeNull();
      const first = await one.lock('run-1', 1000);
      const holder = { run_id: 'run-1', since_ms: 1000, process: { host: hostname() } };
      expect(await two.lock('run-2', 2000)).toMatchObject({ ok: false, error: holder });
      expect(await two.lockHolder()).toMatchObject(holder);
      if (first.ok) await first.value.release();
      expect(await two.lockHolder()).toBeNull();
      const second = await two.lock('run-2', 2000);
      expect(second).toMatchObject({ ok: true, value: { holder: { run_id: 'run-2' } } });
      if (second.ok) await second.value.release();
    });

    it('is locked by exactly one of many that try at once', async () => {
      const place = await newPlace();
      const stores = await Promise.all(Array.from({ length: 8 }, () => open(place)));
      const tries = await Promise.all(
        stores.map((store, index) => store.lock(`run-${String(index)}`, 1)),
      );
      const winners = tries.flatMap((attempt) => (attempt.ok ? [attempt.value] : []));
      expect(winners).toHaveLength(1);
      for (const attempt of tries) {
        if (!attempt.ok) expect(attempt.error.run_id).toBe(winners[0]?.holder.run_id);
      }
      await winners[0]?.release();
    });

    it('gives each part of a run to one job, and lets no other cut in beside it', async () => {
      const place = await newPlace();
      const [one, two, three] = [await open(place), await open(place), await open(place)];
      expect(await one.livingParts()).toEqual([]);
      const first = await one.lockPart({ index: 1, count: 2 }, 'run-1', 1000);
      const second = await two.lockPart({ index: 2, count: 2 }, 'run-2', 2000);
      const holder = { run_id: 'run-1', since_ms: 1000, process: { host: hostname() } };
      expect(await three.livingParts()).toMatchObject([
        { index: 1, count: 2, holder },
        { index: 2, count: 2, holder: { run_id: 'run-2' } },
      ]);
      expect(await three.lockPart({ index: 1, count: 2 }, 'run-3', 3000)).toMatchObject({
        ok: false,
        error: holder,
      });
      expect(await three.lockPart({ index: 1, count: 3 }, 'run-3', 3000)).toMatchObject({
        ok: false,
        error: holder,
      });
      if (first.ok) await first.value.release();
      expect(await three.livingParts()).toMatchObject([{ index: 2, count: 2 }]);
      if (second.ok) await second.value.release();
      expect(await three.livingParts()).toEqual([]);
      const other = await three.lockPart({ index: 1, count: 3 }, 'run-3', 3000);
      expect(other).toMatchObject({ ok: true });
      if (other.ok) await other.value.release();
    });

    it('gives a part to exactly one of many jobs that try at once', async () => {
      const place = await newPlace();
      const stores = await Promise.all(Array.from({ length: 8 }, () => open(place)));
      const tries = await Promise.all(
        stores.map((store, index) =>
          store.lockPart({ index: 1, count: 2 }, `run-${String(index)}`, 1),
        ),
      );
      const winners = tries.flatMap((attempt) => (attempt.ok ? [attempt.value] : []));
      expect(winners).toHaveLength(1);
      await winners[0]?.release();
    });

    it('can be written by the run that has the lock, and read by all others', async () => {
      const place = await newPlace();
      const writer = await open(place);
      const lock = await writer.lock('run-1', 1000);
      await writer.append(...built);
      await writer.save(new Map([built, failed]));
      expect(await stored(place)).toEqual(new Map([built, failed]));
      if (lock.ok) await lock.value.release();
    });
  });
}

const built: readonly [NodeId, NodeState] = [
  id('source.users'),
  {
    status: 'success',
    duration: 0.52,
    rowCount: 1000,
    lastRun: 1_706_500_000.123,
    fingerprint: {
      content: 'c0',
      schema: 's0',
      upstream: 'u0',
      config: 'f0',
      data: 'd0',
      combined: 'all',
    },
    dataFiles: [
      { path: 'data/users.csv', sizeBytes: 12, modifiedMs: 1_706_400_000_000.5, contentHash: 'h' },
    ],
    runId: '20260130_091502_ab',
    outputPath: 'target/intermediate/source_users.parquet',
    outputBytes: 4096,
    error: null,
  },
];

const failed: readonly [NodeId, NodeState] = [
  id('transform.größe.v2'),
  {
    ...built[1],
    status: 'failed',
    fingerprint: null,
    dataFiles: [],
    outputPath: null,
    outputBytes: null,
    rowCount: null,
    error: {
      code: 'sql_error',
      message: 'Binder Error: "größe"\n\tnot found \u0000 😀',
      hint: 'Look',
      place: { file: 'seeknal/größe.yml', line: 3, column: 7 },
    },
  },
];

const ofOtherTools: readonly [NodeId, NodeState] = [
  id('source.orders'),
  { ...built[1], fingerprint: null, dataFiles: [], runId: null, outputPath: null },
];
