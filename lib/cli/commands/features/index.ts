import { InvalidArgumentError } from 'commander';
import { defineCommand, defineGroup } from '../../define-command';
import { list } from '../../flag-values';
import type { FeaturesGetFlags, TrainingSetFlags } from './flags';

const get = defineCommand<FeaturesGetFlags>({
  usage: 'get',
  description: 'look up the latest features of one key in the online store',
  examples: [
    ['seeknal features get --entity customer=42', 'all that is served of customer 42'],
    ['seeknal features get --entity customer=42 --features spend', 'one feature'],
    ['seeknal features get --entity basket=42,7', 'an entity with two join keys, in their order'],
  ],
  flags: (command) =>
    command
      .requiredOption('-e, --entity <name=key>', 'the entity and the values of its keys', entityKey)
      .option('-f, --features <names>', 'groups, group.feature or features; all without it', list)
      .option('--json', 'print it as JSON'),
  action: async (invocation) => (await import('./get-action')).featuresGetAction(invocation),
});

const trainingSet = defineCommand<TrainingSetFlags>({
  usage: 'training-set',
  description: 'join rows with the features as they were known at the time of each row',
  examples: [
    [
      'seeknal features training-set --spine labels.csv --features spend --output set.parquet',
      'the latest values at or before each row, never later ones',
    ],
    ['seeknal features training-set --spine labels.csv --features spend', 'show the first rows'],
  ],
  flags: (command) =>
    command
      .requiredOption('-s, --spine <file>', 'CSV, Parquet or JSON with join keys and a time')
      .requiredOption('-f, --features <names>', 'groups, group.feature or features', list)
      .option('-o, --output <file>', 'write .parquet, .csv, .json or .jsonl')
      .option('--event-time <column>', 'the column of the spine with the time of a row')
      .option('--json', 'print it as JSON'),
  action: async (invocation) =>
    (await import('./training-set-action')).trainingSetAction(invocation),
});

export const features = defineGroup({
  name: 'features',
  description: 'features for serving and for training',
  commands: [get, trainingSet],
});

/** `customer=42`, `basket=42,7` */
function entityKey(text: string): FeaturesGetFlags['entity'] {
  const [, name, key] = /^([^=]+)=(.+)$/.exec(text) ?? [];
  if (name === undefined || key === undefined) {
    throw new InvalidArgumentError('Expected an entity and a key, as in customer=42.');
  }
  return { name, key: key.split(',') };
}
