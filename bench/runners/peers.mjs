import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { writeFiles } from './write-files.mjs';

/** @import { BenchNode } from '../shapes.mjs' */

/**
 * A program that runs what changed, and how the graph is told to it. A node copies its input file and is
 * changed by a change of that file: the least work that each of them can be given.
 * @typedef {{
 *   readonly name: string,
 *   readonly mostNodes: number,
 *   readonly write: (folder: string, nodes: readonly BenchNode[]) => void,
 *   readonly command: (folder: string) => readonly string[] | null,
 *   readonly inputOf: (nodes: readonly BenchNode[], index: number) => string,
 * }} Peer `command` is null when it isn't installed; more than `mostNodes` take it too long to wait for
 */

/** @param {readonly BenchNode[]} nodes @param {number} index @param {(name: string) => string} path */
const namesRead = (nodes, index, path) =>
  (nodes[index]?.reads ?? []).map((from) => path(nodes[from]?.name ?? ''));

/** @type {Peer['inputOf']} */
const flatInput = (nodes, index) => `in/${nodes[index]?.name ?? ''}`;

/** @param {readonly BenchNode[]} nodes @returns {[string, string][]} */
const inputFiles = (nodes) => [
  ['out/.keep', ''],
  ...nodes.map(({ name }) => /** @type {[string, string]} */ ([`in/${name}`, `${name}\n`])),
];

/**
 * The peers, with the folder that npm and pip packages were installed into.
 * @param {string} toolDir
 * @param {(program: string) => string | null} which
 * @returns {readonly Peer[]}
 */
export function peersIn(toolDir, which) {
  const npmBin = (/** @type {string} */ name) => {
    const path = join(toolDir, 'node_modules', '.bin', name);
    return existsSync(path) ? path : null;
  };
  return [
    {
      name: 'make',
      mostNodes: 10_000,
      inputOf: flatInput,
      write: (folder, nodes) => {
        const rules = nodes.map(({ name }, index) => {
          const reads = namesRead(nodes, index, (read) => `out/${read}`);
          return `out/${name}: in/${name} ${reads.join(' ')}\n\t@cp in/${name} $@\n`;
        });
        const all = nodes.map(({ name }) => `out/${name}`).join(' ');
        writeFiles(folder, [
          ...inputFiles(nodes),
          ['Makefile', `all: ${all}\n.PHONY: all\n${rules.join('')}`],
        ]);
      },
      command: (folder) => found(which('make'), ['-C', folder, '-s', '-j2']),
    },
    {
      name: 'ninja',
      mostNodes: 10_000,
      inputOf: flatInput,
      write: (folder, nodes) => {
        const builds = nodes.map(({ name }, index) => {
          const reads = namesRead(nodes, index, (read) => `out/${read}`);
          return `build out/${name}: copy in/${name} | ${reads.join(' ')}\n`;
        });
        writeFiles(folder, [
          ...inputFiles(nodes),
          ['build.ninja', `rule copy\n  command = cp $in $out\n${builds.join('')}`],
        ]);
      },
      command: (folder) => found(which('ninja'), ['-C', folder, '--quiet', '-j2']),
    },
    {
      name: 'doit',
      mostNodes: 10_000,
      inputOf: flatInput,
      write: (folder, nodes) => {
        const tasks = nodes.map(({ name }, index) => {
          const reads = namesRead(nodes, index, (read) => `out/${read}`);
          return [name, [`in/${name}`, ...reads]];
        });
        writeFiles(folder, [
          ...inputFiles(nodes),
          ['tasks.json', JSON.stringify(tasks)],
          [
            'dodo.py',
            [
              'import json',
              'def task_copy():',
              "    for name, reads in json.load(open('tasks.json')):",
              "        yield {'name': name, 'file_dep': reads, 'targets': ['out/' + name],",
              "               'actions': ['cp in/%s out/%s' % (name, name)]}",
              '',
            ].join('\n'),
          ],
        ]);
      },
      command: (folder) => {
        const path = join(toolDir, 'python', 'bin', 'doit');
        return found(existsSync(path) ? path : which('doit'), ['-v0', '-d', folder, '-n2']);
      },
    },
    {
      name: 'turbo',
      mostNodes: 1000,
      inputOf: (nodes, index) => `packages/${nodes[index]?.name ?? ''}/in`,
      write: (folder, nodes) => {
        writeFiles(folder, [
          [
            'package.json',
            JSON.stringify({
              name: 'bench',
              private: true,
              packageManager: 'npm@10.8.2',
              workspaces: ['packages/*'],
            }),
          ],
          [
            'turbo.json',
            JSON.stringify({
              tasks: { build: { dependsOn: ['^build'], inputs: ['in'], outputs: ['out'] } },
            }),
          ],
          ...nodes.flatMap(({ name }, index) => {
            const reads = namesRead(nodes, index, (read) => read);
            const about = {
              name,
              version: '1.0.0',
              scripts: { build: 'cp in out' },
              dependencies: Object.fromEntries(reads.map((read) => [read, '*'])),
            };
            return /** @type {[string, string][]} */ ([
              [`packages/${name}/package.json`, JSON.stringify(about)],
              [`packages/${name}/in`, `${name}\n`],
            ]);
          }),
        ]);
      },
      command: (folder) =>
        found(npmBin('turbo'), [
          ...['run', 'build', '--cwd', folder, '--output-logs=none'],
          ...['--no-daemon', '--ui=stream', '--cache-dir=.turbo/cache'],
        ]),
    },
    {
      name: 'wireit',
      mostNodes: 1000,
      inputOf: flatInput,
      write: (folder, nodes) => {
        const scripts = nodes.map(({ name }, index) => [
          name,
          {
            command: `cp in/${name} out/${name}`,
            files: [`in/${name}`],
            output: [`out/${name}`],
            dependencies: namesRead(nodes, index, (read) => read),
          },
        ]);
        const all = { dependencies: nodes.map(({ name }) => name) };
        const wireit = Object.fromEntries([...scripts, ['all', all]]);
        const named = Object.fromEntries(Object.keys(wireit).map((name) => [name, 'wireit']));
        writeFiles(folder, [
          ...inputFiles(nodes),
          ['package.json', JSON.stringify({ name: 'bench', scripts: named, wireit })],
        ]);
      },
      command: (folder) => {
        const wireit = npmBin('wireit');
        if (wireit === null) return null;
        // npm finds the scripts' programs beside the project only, and the peers are installed elsewhere.
        const path = `${dirname(wireit)}:${process.env['PATH'] ?? ''}`;
        return ['env', `PATH=${path}`, 'npm', 'run', '--silent', '--prefix', folder, 'all'];
      },
    },
  ];
}

/** @param {string | null} program @param {readonly string[]} args */
function found(program, args) {
  return program === null ? null : [program, ...args];
}
