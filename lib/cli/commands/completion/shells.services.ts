import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCli } from '../../../testing/run-cli';

/** Shells that are not there leave their tests out: `npm run test:services` installs them where it can. */
const isThere = (shell: string): boolean => spawnSync(shell, ['--version']).status === 0;

let folder = '';
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'completion-'));
  for (const shell of ['zsh', 'fish']) {
    const { stdout } = await runCli('completion', shell);
    writeFileSync(join(folder, shell === 'zsh' ? '_seeknal' : 'seeknal.fish'), stdout);
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

describe.skipIf(!isThere('fish'))('fish', () => {
  const command = `function seeknal
    switch "$argv"
        case 'list --names --project elsewhere'
            echo source.e
        case 'list --names'
            printf 'transform.clean\\ntransform.close\\n'
    end
end`;
  const complete = (line: string): string[] =>
    execFileSync(
      'fish',
      ['--no-config', '-c', `${command}; source seeknal.fish; complete -C '${line}'`],
      {
        cwd: folder,
        encoding: 'utf8',
      },
    )
      .trim()
      .split('\n')
      .map((found) => found.split('\t')[0] ?? '');

  it('completes commands, flags, kinds and node names, also in lists', () => {
    expect(complete('seeknal hist')).toEqual(['history']);
    expect(complete('seeknal history c')).toEqual(['clean', 'compare']);
    expect(complete('seeknal run --exclude-')).toEqual(['--exclude-tags']);
    expect(complete('seeknal --quiet run --continue')).toEqual(['--continue-on-error']);
    expect(complete('seeknal run --types source,agg')).toEqual(['source,aggregation']);
    expect(complete('seeknal completion z')).toEqual(['zsh']);
    expect(complete('seeknal run --nodes transform.')).toEqual([
      'transform.clean',
      'transform.close',
    ]);
    expect(complete('seeknal run -n transform.clean,transform.clo')).toEqual([
      'transform.clean,transform.close',
    ]);
    expect(complete('seeknal --project elsewhere show so')).toEqual(['source.e']);
  });

  it('does not take a command of a group for the one of the same name', () => {
    expect(complete('seeknal show transform.cle')).toEqual(['transform.clean']);
    expect(complete('seeknal history show transform.cle')).toEqual(['']);
  });
});

/** Types a line and Tab into an interactive shell, and Ctrl-G, which tells what has become of the line. */
const typist = `zmodload zsh/zpty
zpty shell zsh -f -i
zpty -w shell "seeknal() { [ \\"\\$*\\" = 'list --names' ] && print -l transform.clean transform.other }"
zpty -w shell "$1"
zpty -w shell "told() { print -r -- \\"<<\\$BUFFER>>\\" }; zle -N told; bindkey '^G' told; print re\\"\\"ady"
zpty -r shell text '*ready*'
zpty -w -n shell "$2"$'\\t\\a'
zpty -r shell text '*<<seeknal*>>*'
print -r -- "\${\${text##*<<}%%>>*}"
zpty -d shell`;

describe.skipIf(!isThere('zsh'))('zsh', () => {
  const complete = (loading: string, line: string): string =>
    execFileSync('zsh', ['-f', '-c', typist, 'zsh', loading, line], {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, TERM: 'dumb' },
      timeout: 20_000,
    }).trim();

  it.each([
    ['sourced', 'source ./_seeknal'],
    [
      'loaded from a folder for functions',
      'fpath=($PWD $fpath); autoload -U compinit; compinit -u -D',
    ],
  ])('completes when the script is %s', (_, loading) => {
    expect(complete(loading, 'seeknal hist')).toBe('seeknal history');
    expect(complete(loading, 'seeknal show transform.cl')).toBe('seeknal show transform.clean');
    expect(complete(loading, 'seeknal show cl')).toBe('seeknal show clean');
    expect(complete(loading, 'seeknal run --types source,agg')).toBe(
      'seeknal run --types source,aggregation',
    );
  });
});
