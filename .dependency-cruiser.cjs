/**
 * The rules of the house, as code. Rooms of lib/ are listed from the ground up: a room may use the
 * rooms before it in this list, never one after it. CONTRIBUTING.md draws the same map.
 */
const rooms = [
  'util',
  'templates',
  'graph',
  'files',
  'layout',
  'events',
  'engine',
  'connections',
  'data',
  'kinds',
  'manifest',
  'features',
  'state',
  'extensions',
  'project',
  'reference',
  'diff',
  'lineage',
  'planner',
  'runner',
  'history',
  'service',
  'cli',
  'api',
];
const tests = '\\.(test|services|faults)\\.tsx?$|^lib/testing/|^e2e/';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...rooms.map((room, index) => ({
      name: `${room}-looks-down-only`,
      severity: 'error',
      from: { path: `^lib/${room}/`, pathNot: tests },
      to: {
        path: `^(app|components|server)/|^lib/(${rooms
          .slice(index + 1)
          .concat('-')
          .join('|')})/`,
      },
    })),
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'lib-is-framework-free',
      severity: 'error',
      comment: 'The CLI must work with no web stack loaded.',
      from: { path: '^lib/' },
      to: { path: 'node_modules/(react|react-dom|next|@tanstack|@xyflow)/' },
    },
    {
      name: 'prisma-only-in-stores',
      severity: 'error',
      from: { pathNot: '^lib/(history|state)/|^prisma|^generated/' },
      to: { path: 'node_modules/@?prisma/|^generated/prisma/' },
    },
    {
      name: 'duckdb-only-in-the-engine',
      severity: 'error',
      comment:
        'Parse and plan must never load DuckDB; everyone else asks lib/engine for a connection.',
      from: { path: '^(lib|app|components|server)/', pathNot: `^lib/engine/|${tests}` },
      to: { path: 'node_modules/@duckdb/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'planning-is-pure',
      severity: 'error',
      comment: 'Same inputs, same plan: no disk, clock or process.',
      from: { path: '^lib/(util|templates|graph|layout|events|diff|planner)/', pathNot: tests },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'browser-enters-by-actions',
      severity: 'error',
      comment: 'Types may cross; code goes through actions.ts.',
      from: { path: '^components/', pathNot: `/actions\\.ts$|${tests}` },
      to: {
        path: '^app/|^lib/(?!util|graph|layout|events|diff)',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'test-helpers-stay-in-tests',
      severity: 'error',
      from: { pathNot: tests },
      to: { path: '^(lib/testing|e2e)/' },
    },
    {
      name: 'no-undeclared-packages',
      severity: 'error',
      from: { path: '^(lib|app|components|server|bin|scripts)/' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules|^generated|^dist' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
  },
};
