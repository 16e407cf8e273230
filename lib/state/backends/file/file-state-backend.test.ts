import { execFile } from 'node:child_process';
import { mkdir, open, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { NodeId } from '../../../graph/node-id';
import { id, manifestOf } from '../../../testing/manifest-of';
import { describeStateBackend } from '../../../testing/state-conformance';
import { stateAfterSuccess } from '../../../testing/state-of';
import { temporaryProject } from '../../../testing/temporary-project';
import { FileStateBackend } from './file-state-backend';

const five = stateAfterSuccess(
  manifestOf({ 'a.one': [], 'a.two': [], 'a.three': ['a.one'], 'a.four': [], 'a.five': [] }),
);

async function newPlace() {
  const { stateDir } = await temporaryProject();
  const inDir = (name: string) => join(stateDir, name);
  return {
    stateDir,
    inDir,
    open: () => {
      const backend = new FileStateBackend(stateDir);
      onTestFinished(() => backend.close());
      return Promise.resolve(backend);
    },
    damage: async (node: NodeId) => {
      const state = JSON.parse(await readFile(inDir('execution_state.json'), 'utf8')) as object;
      await writeFile(
        inDir('execution_state.json'),
        JSON.stringify({ ...state, [node]: { status: 'damaged' } }),
      );
    },
    keptAside: async () => {
      const names = (await readdir(stateDir)).filter((name) => name.includes('.broken-'));
      return Promise.all(names.map((name) => readFile(inDir(name), 'utf8')));
    },
    /** Saves five nodes, then changes the text of one file as a fault would. */
    async breakFile(name: string, change: (text: string) => string | Buffer): Promise<void> {
      await writeFile(inDir(name), change(await readFile(inDir(name), 'utf8')));
    },
  };
}

async function newPlaceWithFive() {
  const place = await newPlace();
  await new FileStateBackend(place.stateDir).save(five);
  return place;
}

describeStateBackend('files', newPlace);

describe('execution_state.json', () => {
  it('has the documented form: node ids alone at the top, what was asked for in each', async () => {
    const { inDir } = await newPlaceWithFive();
    const file = JSON.parse(await readFile(inDir('execution_state.json'), 'utf8')) as object;
    expect(Object.keys(file)).toEqual(['a.five', 'a.four', 'a.one', 'a.three', 'a.two']);
    expect(file).toMatchObject({
      'a.one': { status: 'success', duration: 1, row_count: 10, last_run: 1_706_500_000 },
    });
    expect(JSON.parse(await readFile(inDir('meta.json'), 'utf8'))).toEqual({ format_version: 1 });
  });

  it('is read when only the four documented keys are there, and its nodes run once more', async () => {
    const place = await newPlace();
    const { inDir, stateDir } = place;
    await mkdir(stateDir, { recursive: true });
    await writeFile(
      inDir('execution_state.json'),
      '\uFEFF{"source.users": {"status": "success", "duration": 0.52, "row_count": 1000, "last_run": 1706500000.0}}',
    );
    const { state, repairs } = await (await place.open()).load();
    expect(repairs).toEqual([]);
    expect(state.get(id('source.users'))).toMatchObject({
      status: 'success',
      duration: 0.52,
      rowCount: 1000,
      lastRun: 1_706_500_000,
      fingerprint: null,
    });
  });

  it('that was cut in the middle gives back the entries before the cut', async () => {
    const place = await newPlaceWithFive();
    await place.breakFile('execution_state.json', (text) =>
      text.slice(0, text.indexOf('"content_hash"', text.indexOf('"a.three"'))),
    );
    const { state, repairs, unsettled } = await (await place.open()).load();
    expect([...state.keys()]).toEqual(['a.five', 'a.four', 'a.one']);
    expect(state.get(id('a.one'))).toEqual(five.get(id('a.one')));
    expect(repairs).toEqual([
      expect.stringMatching(
        /^The state file execution_state.json is not the JSON it should be\. 3 entries in it are whole and were kept; the nodes of all others run again\. The file as it was is kept as execution_state\.json\.broken-[0-9a-f]{8}\.$/,
      ),
    ]);
    expect(unsettled).toBe(true);
  });

  it('that is damaged in the middle gives back the entries around the damage', async () => {
    const place = await newPlaceWithFive();
    await place.breakFile('execution_state.json', (text) =>
      text.replace('"a.one": {\n', '"a.o \n'),
    );
    const { state } = await (await place.open()).load();
    expect([...state.keys()]).toEqual(['a.five', 'a.four', 'a.three', 'a.two']);
  });

  it.each([
    ['nothing', ''],
    ['zeros, as after a power failure', Buffer.alloc(4096)],
    ['another kind of JSON', '[1, 2]'],
    ['words', 'state: lost "source.users": {'],
  ])('that holds %s starts anew, tells why and is kept', async (_, content) => {
    const place = await newPlaceWithFive();
    await place.breakFile('execution_state.json', () => content);
    const backend = await place.open();
    const { state, repairs } = await backend.load();
    expect(state.size).toBe(0);
    expect(repairs).toHaveLength(1);
    await backend.save(five);
    expect(await place.keptAside()).toEqual([content.toString()]);
    expect(await (await place.open()).load()).toEqual({
      state: five,
      repairs: [],
      unsettled: false,
    });
  });

  it('is kept aside also by somebody who saves without a look at it', async () => {
    const place = await newPlaceWithFive();
    await place.breakFile('execution_state.json', () => 'broken');
    await (await place.open()).save(five);
    expect(await place.keptAside()).toEqual(['broken']);
  });

  it('that says success and error of one node is believed in neither: the node runs again', async () => {
    const place = await newPlaceWithFive();
    await place.breakFile('execution_state.json', (text) =>
      text.replace('"error": null', '"error": {"code": "sql_error", "message": "no such table"}'),
    );
    const { state, repairs } = await (await place.open()).load();
    expect(state.get(id('a.five'))).toMatchObject({ status: 'failed', fingerprint: null });
    expect(repairs[0]).toContain('1 entry of execution_state.json tell of success and of an error');
    expect(state.size).toBe(5);
  });

  it('of a later version is read as far as possible, and kept', async () => {
    const place = await newPlaceWithFive();
    await place.breakFile('meta.json', () => '{"format_version": 9}');
    const backend = await place.open();
    const { state, repairs } = await backend.load();
    expect(state).toEqual(five);
    expect(repairs[0]).toContain('format 9');
    await backend.save(state);
    expect(await place.keptAside()).toHaveLength(1);
  });
});

describe('journal.ndjson', () => {
  it('is folded into the state by a save', async () => {
    const place = await newPlace();
    const { stateDir } = place;
    const backend = await place.open();
    await backend.append(...[...five][0]!);
    expect((await (await place.open()).load()).unsettled).toBe(true);
    await backend.save(five);
    expect(await readdir(stateDir)).toEqual(['execution_state.json', 'meta.json']);
  });

  it('loses only the line that a crash cut short, and goes on in a line of its own', async () => {
    const place = await newPlace();
    const entries = [...five];
    const backend = await place.open();
    await backend.append(...entries[0]!);
    await backend.append(...entries[1]!);
    await backend.close();
    await place.breakFile('journal.ndjson', (text) => text.slice(0, -20));
    const { state, repairs } = await (await place.open()).load();
    expect([...state]).toEqual([entries[0]]);
    expect(repairs).toEqual([expect.stringContaining('its last line is cut short')]);

    await (await place.open()).append(...entries[2]!);
    expect([...(await (await place.open()).load()).state]).toEqual([entries[0], entries[2]]);
  });

  it('gives back the lines around a damaged one, and is kept', async () => {
    const place = await newPlace();
    const backend = await place.open();
    for (const entry of five) await backend.append(...entry);
    await backend.close();
    await place.breakFile('journal.ndjson', (text) => text.replace('"a.two"', '"a.two'));
    const next = await place.open();
    const { state, repairs } = await next.load();
    expect([...state.keys()].sort()).toEqual(['a.five', 'a.four', 'a.one', 'a.three']);
    expect(repairs[0]).toContain("1 of the lines in journal.ndjson can't be read");
    await next.save(state);
    expect(await place.keptAside()).toHaveLength(1);
  });

  it('and the state are read as of one moment, also when a run folds one into the other meanwhile', async () => {
    const place = await newPlace();
    const writer = await place.open();
    await writer.save(new Map([...five].slice(0, 1)));
    // Reading a pipe ends when somebody has written to it, and begins when the state has been read.
    await promisify(execFile)('mkfifo', [place.inDir('journal.ndjson')]);
    const reading = (await place.open()).load();
    const journal = await open(place.inDir('journal.ndjson'), 'w');
    await writer.save(five);
    await journal.close();
    expect((await reading).state).toEqual(five);
  });
});

describe("the original's run_state.json", () => {
  const fingerprint = {
    content_hash: 'd832cb8b857b088718af54b3b6559131b91911db0cd1fd52953670c955ba07d8',
    schema_hash: '45dd6ef50ace0ba60c62aeec6ecb91fd563765072f858a4fb8f8f2d169ae7d06',
    upstream_hash: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    config_hash: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  };
  const present = {
    schema_version: '2.0',
    run_id: '20260130_091502',
    config: { full: false },
    nodes: {
      'source.users': {
        hash: fingerprint.content_hash,
        last_run: '2026-01-30T09:15:02.1',
        status: 'success',
        duration_ms: 520,
        row_count: 1000,
        metadata: {},
        fingerprint,
        completed_intervals: [['2026-01-01T00:00:00', '2026-01-02T00:00:00']],
      },
      'transform.a': { status: 'failed', hash: '', metadata: { error: 'no such column' } },
      'transform.b': { last_run: '' },
    },
  };

  it('is taken over where there is no state of ours', async () => {
    const place = await newPlace();
    await mkdir(place.stateDir, { recursive: true });
    const original = join(place.stateDir, '..', 'run_state.json');
    await writeFile(original, JSON.stringify(present));
    const backend = await place.open();
    const { state, repairs, unsettled } = await backend.load();
    expect(repairs[0]).toContain('2 nodes is taken over from run_state.json');
    expect(unsettled).toBe(true);
    expect(state.get(id('source.users'))).toMatchObject({
      status: 'success',
      duration: 0.52,
      rowCount: 1000,
      lastRun: new Date('2026-01-30T09:15:02.1').getTime() / 1000,
      fingerprint: {
        // The test vector of the reference.
        combined: 'c830c78dfc706c802f44481e965f89ae8f9fe96247a367957e217ce620ef2709',
      },
    });
    expect(state.get(id('transform.a'))).toMatchObject({
      status: 'failed',
      error: { message: 'no such column' },
    });
    expect(state.has(id('transform.b'))).toBe(false);

    await backend.save(five);
    expect((await (await place.open()).load()).state).toEqual(five);
    expect(JSON.parse(await readFile(original, 'utf8'))).toEqual(present);
  });

  it.each([
    ['with a version and nodes', { version: 1, nodes: { 'a.b': { status: 'success' } } }],
    ['flat', { 'a.b': { status: 'success', duration: 1, row_count: 2, last_run: 3 } }],
  ])('reads in its earlier form %s', async (_, form) => {
    const place = await newPlace();
    await mkdir(place.stateDir, { recursive: true });
    await writeFile(join(place.stateDir, '..', 'run_state.json'), JSON.stringify(form));
    const { state } = await (await place.open()).load();
    expect(state.get(id('a.b'))).toMatchObject({ status: 'success', fingerprint: null });
  });

  it('reads also when it lies in the place of ours', async () => {
    const place = await newPlace();
    await mkdir(place.stateDir, { recursive: true });
    await writeFile(place.inDir('execution_state.json'), JSON.stringify(present));
    const { state, repairs } = await (await place.open()).load();
    expect([...state.keys()]).toEqual(['source.users', 'transform.a']);
    expect(repairs).toEqual([]);
  });
});
