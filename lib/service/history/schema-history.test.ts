import { expect, it } from 'vitest';
import type { NodeReport } from '../../history/node-report';
import { compareSchemas, schemaSteps, type SchemaColumn } from './schema-history';

const columns = (text: string): SchemaColumn[] =>
  text.split(' ').map((column) => {
    const [name = '', type = ''] = column.split(':');
    return { name, type };
  });

function report(run: number, schema: string | null): NodeReport {
  return {
    runId: `run-${run}`,
    nodeId: 'transform.a',
    kind: 'transform',
    status: 'success',
    runStartedAtMs: run,
    finishedAtMs: null,
    rowCount: 1,
    metadata:
      schema === null ? {} : { output_schema: columns(schema).map((column) => ({ ...column })) },
    error: null,
  };
}

it('tells added, removed and retyped columns, and nothing of their order', () => {
  expect(compareSchemas(columns('a:INT b:INT c:INT'), columns('c:INT b:TEXT d:INT'))).toEqual({
    added: [{ name: 'd', type: 'INT' }],
    removed: [{ name: 'a', type: 'INT' }],
    retyped: [{ name: 'b', before: 'INT', after: 'TEXT' }],
  });
  expect(compareSchemas(columns('a:INT b:INT'), columns('b:INT a:INT'))).toBeNull();
});

it('lists the runs that changed the columns, over runs that told nothing of them', () => {
  const steps = schemaSteps([
    report(5, 'a:INT b:INT'),
    report(4, 'a:INT b:INT'),
    report(3, null),
    report(2, 'a:INT'),
    report(1, 'a:TEXT'),
  ]);
  expect(steps).toMatchObject([
    { runId: 'run-4', added: [{ name: 'b' }] },
    { runId: 'run-2', retyped: [{ name: 'a', before: 'TEXT', after: 'INT' }] },
  ]);
});
