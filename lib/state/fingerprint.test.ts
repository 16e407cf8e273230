import { describe, expect, it } from 'vitest';
import { nodeId } from '../graph/node-id';
import type { JsonObject } from '../util/json';
import { canonicalJson } from './canonical-json';
import {
  combineFingerprint,
  definitionHashes,
  functionalFields,
  upstreamHash,
} from './fingerprint';

const users = {
  columns: { user_id: 'Primary key' },
  config: {
    kind: 'source',
    name: 'users',
    description: 'Registered users',
    tags: ['raw'],
    source: 'csv',
    table: 'data/users.csv',
    columns: { user_id: 'Primary key' },
  },
};
const cleanUsers = {
  columns: {},
  config: {
    kind: 'transform',
    name: 'clean_users',
    inputs: [{ ref: 'source.users' }],
    transform: "SELECT * FROM ref('source.users') WHERE user_id IS NOT NULL",
  },
};

describe('the test vectors of the original', () => {
  const ofUsers = combineFingerprint(definitionHashes(users), upstreamHash([]), null);

  it('hold for a source', () => {
    expect(ofUsers.content).toBe(
      'd832cb8b857b088718af54b3b6559131b91911db0cd1fd52953670c955ba07d8',
    );
    expect(ofUsers.schema).toBe('45dd6ef50ace0ba60c62aeec6ecb91fd563765072f858a4fb8f8f2d169ae7d06');
    expect(ofUsers.config).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    expect(ofUsers.combined).toBe(
      'c830c78dfc706c802f44481e965f89ae8f9fe96247a367957e217ce620ef2709',
    );
  });

  it('hold for a transform with an upstream', () => {
    const upstream = upstreamHash([[nodeId('source', 'users'), ofUsers.combined]]);
    const fingerprint = combineFingerprint(definitionHashes(cleanUsers), upstream, null);
    expect(fingerprint.content).toBe(
      '736d7b11e00c3c2824d7e08434e19abe7f00820054942ef51c30f744a70714eb',
    );
    expect(upstream).toBe('7e9221a1a9aec531b1895d814576b3adb12ec0cf75a4a41a28fcd9992e96f040');
    expect(fingerprint.combined).toBe(
      '95eb328a82612f672ef095e86fb5c6db0019a8ccb7166c3b35c60dab94e369bb',
    );
  });
});

describe('functional fields', () => {
  it('leave out words for people and scheduling', () => {
    const reworded = {
      ...cleanUsers.config,
      description: 'other words',
      owner: 'somebody else',
      tags: ['x'],
      retry_delay: 3,
    };
    expect(functionalFields(reworded)).toEqual(functionalFields(cleanUsers.config));
  });

  it('depend on which inputs there are, in whatever way they are written', () => {
    const [a, b] = [{ ref: 'source.a' }, { ref: 'source.b' }];
    expect(functionalFields({ inputs: [a] })).not.toEqual(functionalFields({ inputs: [a, b] }));
    expect(functionalFields({ inputs: ['source.a', b] })).toEqual(
      functionalFields({ inputs: [a, b] }),
    );
  });

  it.each<[JsonObject, boolean]>([
    [{ transform: "SELECT * FROM source.a JOIN ref('source.b') USING (source_id)" }, false],
    [{ transform: 'SELECT * FROM source' }, true],
    [{ transform: 'SELECT * FROM input_0 JOIN input_1 USING (id)' }, true],
    [{ transform: 'FROM INPUT_DATA' }, true],
    // The first input is what it means.
    [{ entity: 'user' }, true],
  ])('of %j depend on the order of inputs: %j', (config, counts) => {
    const [a, b] = [{ ref: 'source.a' }, { ref: 'source.b' }];
    const [one, other] = [
      [a, b],
      [b, a],
    ].map((inputs) => functionalFields({ ...config, inputs }));
    if (counts) expect(one).not.toEqual(other);
    else expect(one).toEqual(other);
  });

  it('cover every other key of any kind', () => {
    expect(functionalFields({ params: { path: 'x' }, group_by: ['a'], type: 'file' })).toEqual({
      params: { path: 'x' },
      group_by: ['a'],
      type: 'file',
    });
  });
});

describe('a combined fingerprint', () => {
  it('changes with the data behind a source', () => {
    const hashes = definitionHashes(users);
    const before = combineFingerprint(hashes, upstreamHash([]), 'one');
    const after = combineFingerprint(hashes, upstreamHash([]), 'two');
    expect(after.combined).not.toBe(before.combined);
  });
});

describe('canonical JSON', () => {
  it('is that of Python', () => {
    expect(canonicalJson({ b: [1, true, null], a: 'é "x"' })).toBe(
      '{"a": "\\u00e9 \\"x\\"", "b": [1, true, null]}',
    );
  });
});
