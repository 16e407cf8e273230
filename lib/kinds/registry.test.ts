import { expect, it } from 'vitest';
import { nodeId } from '../graph/node-id';
import type { JsonObject } from '../util/json';
import { kinds } from './registry';

it.each<[string, JsonObject, readonly string[]]>([
  ['source', {}, ['target/intermediate/source_a.parquet']],
  ['transform', {}, ['target/intermediate/transform_a.parquet']],
  ['feature_group', {}, ['target/intermediate/feature_group_a.parquet']],
  ['aggregation', {}, ['target/intermediate/aggregation_a.parquet']],
  ['second_order_aggregation', {}, ['target/intermediate/second_order_aggregation_a.parquet']],
  ['profile', {}, ['target/intermediate/profile_a.parquet']],
  // What was checked and found, so that the rule need not look again.
  ['rule', {}, ['target/intermediate/rule_a.parquet']],
  ['exposure', { type: 'file', params: { path: 'out/a.csv' } }, ['out/a.csv']],
  // What was handed to somebody else is remembered, and can't be looked at.
  ['exposure', { type: 'api', url: 'https://a.example' }, []],
  ['exposure', { type: 'database', params: { table: 'a' } }, []],
  ['exposure', { type: 'notification' }, []],
  ['semantic_model', {}, []],
  ['metric', {}, []],
])('a node of the kind %s %j counts as cached as long as %j are there', (kind, config, outputs) => {
  expect(kinds.get(kind)?.outputs({ id: nodeId(kind, 'a'), config })).toEqual(outputs);
});

it('the output of a model is its predictions and what it has learnt', () => {
  const config = { training: { algorithm: 'linear_regression' } };
  const outputs = kinds.get('model')?.outputs({ id: nodeId('model', 'a'), config }) ?? [];
  expect(outputs).toContain('target/intermediate/model_a.parquet');
  expect(outputs).toHaveLength(2);
});
