import { describe, expect, it } from 'vitest';
import { completeSelector, type SelectorVocabulary } from './complete-selector';

const vocabulary: SelectorVocabulary = {
  nodes: [
    { id: 'source.users', name: 'users', as: 'source.users' },
    { id: 'transform.clean_users', name: 'clean_users', as: 'clean_users' },
    { id: 'model.users', name: 'users', as: 'model.users' },
  ],
  kinds: ['source', 'transform', 'model'],
  tags: ['daily', 'Data Team'],
  owners: ['ada'],
  paths: ['seeknal/sources', 'seeknal/sources/users.yml'],
};

function complete(text: string): { inserted: string[]; from: number; to: number } {
  const caret = text.indexOf('|');
  const { from, to, options } = completeSelector(text.replace('|', ''), caret, vocabulary);
  return { inserted: options.map((option) => option.insert), from, to };
}

describe('completion', () => {
  it('offers names that begin so, then ids, then those that hold it', () => {
    expect(complete('users|').inserted).toEqual(['source.users', 'model.users', 'clean_users']);
  });

  it('offers conditions, and their values after the colon', () => {
    expect(complete('ta|')).toEqual({ inserted: ['tag:'], from: 0, to: 2 });
    expect(complete('kind:|').inserted).toEqual(['kind:source', 'kind:transform', 'kind:model']);
    expect(complete('state:mod|').inserted[0]).toBe('state:modified');
    expect(complete('tag:data|').inserted).toEqual(['tag:"Data Team"']);
    expect(complete('path:seek|').inserted).toEqual([
      'path:seeknal/sources',
      'path:seeknal/sources/users.yml',
    ]);
  });

  it('keeps operators and the terms around the caret', () => {
    expect(complete('tag:daily +cle|')).toEqual({ inserted: ['clean_users'], from: 11, to: 14 });
    expect(complete('@cle|an+2')).toMatchObject({ from: 1, to: 6 });
  });

  it('has nothing to say after an unknown condition', () => {
    expect(complete('colour:r|').inserted).toEqual([]);
  });
});
