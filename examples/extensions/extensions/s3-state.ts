import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  NoSuchKey,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import {
  err,
  explainEntries,
  nodeStateToJson,
  ok,
  stateFromJson,
  stateToJson,
  type ExecutionState,
  type JsonObject,
  type JsonValue,
  type LoadedState,
  type LockHolder,
  type NodeId,
  type NodeState,
  type OpenStateBackend,
  type Result,
  type RunLock,
  type StateBackend,
} from 'seeknal-dag';

/** A lock is over when its run has not renewed it for so long. */
const leaseMs = 30_000;

/** `s3://bucket/prefix`; region, keys and endpoint come from the usual AWS variables. */
export const openS3State: OpenStateBackend = ({ url, project }) => {
  const { hostname: bucket, pathname } = new URL(url);
  const prefix = [...pathname.split('/').filter((part) => part !== ''), project].join('/');
  return Promise.resolve(new S3State(bucket, prefix));
};

/**
 * The state as objects: execution_state.json in the documented form, and one object under journal/ for
 * each entry since it was written, since an object can't be appended to.
 */
export class S3State implements StateBackend {
  readonly #client = new S3Client({
    // Servers of other makers mostly know neither checksums nor buckets as host names.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    forcePathStyle: process.env['AWS_ENDPOINT_URL'] !== undefined,
  });
  readonly #bucket: string;
  readonly #prefix: string;
  #appended = 0;

  constructor(bucket: string, prefix: string) {
    this.#bucket = bucket;
    this.#prefix = prefix;
  }

  async load(): Promise<LoadedState> {
    const [text, records] = await Promise.all([
      this.#get('execution_state.json'),
      this.#list('journal/'),
    ]);
    const file = text === null ? {} : parseObject(text);
    const read = stateFromJson(file ?? {});
    const repairs = explainEntries(read, 'execution_state.json');
    if (file === null) {
      repairs.push('execution_state.json is not the JSON it should be; everything runs again.');
    }
    const state = new Map(read.state);
    for (const entries of await Promise.all(records.map((key) => this.#get(key)))) {
      // Null: folded and removed meanwhile.
      for (const [id, entry] of stateFromJson(parseObject(entries ?? '{}') ?? {}).state) {
        state.set(id, entry);
      }
    }
    return { state, repairs, unsettled: records.length > 0 || repairs.length > 0 };
  }

  async append(id: NodeId, entry: NodeState): Promise<void> {
    this.#appended += 1;
    const order = [Date.now(), this.#appended].map((part) => String(part).padStart(15, '0'));
    await this.#put(
      `journal/${[...order, randomUUID()].join('-')}.json`,
      JSON.stringify({ [id]: nodeStateToJson(entry) }),
    );
  }

  async save(state: ExecutionState): Promise<void> {
    const [old, records, { repairs }] = await Promise.all([
      this.#get('execution_state.json'),
      this.#list('journal/'),
      this.load(),
    ]);
    if (old !== null && repairs.length > 0) await this.#put(`broken/${randomUUID()}.json`, old);
    await this.#put('execution_state.json', JSON.stringify(stateToJson(state), null, 2));
    // Only now: until then they are what remembers their entries.
    for (const key of records) await this.#remove(key);
  }

  /**
   * Claims first and looks then: of two that claim at the same moment at least the later sees the other,
   * takes its claim back and tries again.
   */
  async lock(runId: string, nowMs: number): Promise<Result<RunLock, LockHolder>> {
    const process_ = { pid: process.pid, host: hostname(), started: null };
    const holder: LockHolder = { run_id: runId, process: process_, since_ms: nowMs };
    const own = randomUUID();
    const claim = `lock/${own}.claim`;
    const held = `lock/${own}.held`;
    const lease = (): string => JSON.stringify({ holder, until_ms: Date.now() + leaseMs });
    for (;;) {
      const other = await this.lockHolder();
      if (other !== null) return err(other);
      await this.#put(claim, lease());
      const living = await this.#livingLeases();
      if (living.every(({ key }) => key === claim)) break;
      await this.#remove(claim);
      await wait(Math.random() * 200);
    }
    await this.#put(held, lease());
    await this.#remove(claim);
    const renewing = setInterval(() => void this.#put(held, lease()).catch(() => undefined), leaseMs / 3);
    renewing.unref();
    return ok({
      holder,
      release: async () => {
        clearInterval(renewing);
        await this.#remove(held);
      },
    });
  }

  async lockHolder(): Promise<LockHolder | null> {
    const held = (await this.#livingLeases()).find(({ key }) => key.endsWith('.held'));
    return held?.holder ?? null;
  }

  close(): Promise<void> {
    this.#client.destroy();
    return Promise.resolve();
  }

  async #livingLeases(): Promise<{ key: string; holder: LockHolder }[]> {
    const keys = await this.#list('lock/');
    const leases = await Promise.all(
      keys.map(async (key) => {
        const text = await this.#get(key);
        const lease = text === null ? null : (JSON.parse(text) as { holder: LockHolder; until_ms: number });
        if (lease !== null && lease.until_ms > Date.now()) return [{ key, holder: lease.holder }];
        if (lease !== null) await this.#remove(key);
        return [];
      }),
    );
    return leases.flat();
  }

  async #get(key: string): Promise<string | null> {
    try {
      const { Body } = await this.#client.send(new GetObjectCommand(this.#place(key)));
      return (await Body?.transformToString()) ?? null;
    } catch (error) {
      if (error instanceof NoSuchKey) return null;
      throw error;
    }
  }

  async #put(key: string, text: string): Promise<void> {
    await this.#client.send(new PutObjectCommand({ ...this.#place(key), Body: text }));
  }

  async #remove(key: string): Promise<void> {
    await this.#client.send(new DeleteObjectCommand(this.#place(key)));
  }

  /** In alphabetic order, as S3 gives them. */
  async #list(folder: string): Promise<string[]> {
    const keys: string[] = [];
    let next: string | undefined;
    do {
      const page = await this.#client.send(
        new ListObjectsV2Command({
          Bucket: this.#bucket,
          Prefix: `${this.#prefix}/${folder}`,
          ContinuationToken: next,
        }),
      );
      for (const { Key } of page.Contents ?? []) {
        if (Key !== undefined) keys.push(Key.slice(this.#prefix.length + 1));
      }
      next = page.NextContinuationToken;
    } while (next !== undefined);
    return keys;
  }

  #place(key: string): { Bucket: string; Key: string } {
    return { Bucket: this.#bucket, Key: `${this.#prefix}/${key}` };
  }
}

function parseObject(text: string): JsonObject | null {
  try {
    const value = JSON.parse(text) as JsonValue;
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as JsonObject)
      : null;
  } catch {
    return null;
  }
}
