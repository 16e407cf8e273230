import { mkdtemp, rm } from 'node:fs/promises';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
// @ts-expect-error: it brings no types
import S3rver from 's3rver';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { packageRoot } from '../files/package-root';
import type { NodeId } from '../graph/node-id';
import { describeStateBackend } from '../testing/state-conformance';
import { manifestOf } from '../testing/manifest-of';
import { stateAfterSuccess } from '../testing/state-of';
import type { OpenStateBackend } from './state-address';

/** As much of s3rver, which has no types, as is needed here. */
type S3Server = new (options: object) => {
  run: () => Promise<AddressInfo>;
  close: () => Promise<Server>;
};

const bucket = 'states';
let folder: string;
let server: InstanceType<S3Server>;
let client: S3Client;
let places = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 's3-'));
  const Server = S3rver as S3Server;
  server = new Server({
    ...{ address: '127.0.0.1', port: 0, silent: true, directory: folder },
    configureBuckets: [{ name: bucket }],
  });
  const { port } = await server.run();
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: `http://127.0.0.1:${String(port)}`,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'S3RVER',
    AWS_SECRET_ACCESS_KEY: 'S3RVER',
  });
  client = new S3Client({ forcePathStyle: true, requestChecksumCalculation: 'WHEN_REQUIRED' });
});

afterAll(async () => {
  client.destroy();
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

/** By path: the example imports the package as those do who install it. */
async function openExample(prefix: string) {
  const path = join(packageRoot(), 'examples/extensions/extensions/s3-state.ts');
  const { openS3State } = (await import(path)) as { openS3State: OpenStateBackend };
  return openS3State({ url: `s3://${bucket}/${prefix}`, projectDir: '/', project: 'shop' });
}

async function newPlace() {
  places += 1;
  const prefix = `place-${String(places)}`;
  const read = async (key: string): Promise<string> => {
    const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    return (await Body?.transformToString()) ?? '';
  };
  const keys = async (under: string): Promise<string[]> => {
    const { Contents = [] } = await client.send(
      new ListObjectsV2Command({ Bucket: bucket, Prefix: `${prefix}/shop/${under}` }),
    );
    return Contents.map(({ Key = '' }) => Key);
  };
  const stateKey = `${prefix}/shop/execution_state.json`;
  return Promise.resolve({
    stateDir: '/nonexistent',
    open: () => openExample(prefix),
    damage: async (node: NodeId) => {
      const state = JSON.parse(await read(stateKey)) as object;
      const Body = JSON.stringify({ ...state, [node]: { status: 'damaged' } });
      await client.send(new PutObjectCommand({ Bucket: bucket, Key: stateKey, Body }));
    },
    keptAside: async () => Promise.all((await keys('broken/')).map(read)),
    keys,
  });
}

describeStateBackend('S3, by the example', newPlace);

it('leaves no objects behind but the state when it is folded', async () => {
  const place = await newPlace();
  const backend = await place.open();
  const state = stateAfterSuccess(manifestOf({ 'a.one': [], 'a.two': ['a.one'] }));
  for (const [id, entry] of state) await backend.append?.(id, entry);
  expect(await place.keys('')).toHaveLength(2);
  await backend.save(state);
  expect(await place.keys('')).toEqual([expect.stringMatching(/execution_state\.json$/)]);
  await backend.close?.();
});
