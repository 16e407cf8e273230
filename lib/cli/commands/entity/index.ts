import { defineCommand, defineGroup } from '../../define-command';
import type { ConsolidateFlags, EntityFlags } from './flags';

const list = defineCommand<EntityFlags>({
  usage: 'list',
  description: 'list the entities that feature groups are about',
  examples: [
    ['seeknal entity list', 'groups, features, and whether their common file is up to date'],
  ],
  flags: (command) => command.option('--json', 'print them as JSON'),
  action: async (invocation) => (await import('./action')).entityListAction(invocation),
});

const show = defineCommand<EntityFlags>({
  usage: 'show <entity>',
  description: 'show the feature groups of an entity',
  examples: [['seeknal entity show customer', 'its join keys, groups and features']],
  flags: (command) => command.option('--json', 'print it as JSON'),
  action: async (invocation) => (await import('./action')).entityShowAction(invocation),
});

export const entity = defineGroup({
  name: 'entity',
  description: 'what feature groups are about',
  commands: [list, show],
});

export const consolidate = defineCommand<ConsolidateFlags>({
  usage: 'consolidate',
  description: 'put the feature groups of each entity together, as every run does',
  examples: [
    ['seeknal consolidate', 'target/feature_store/<entity>/features.parquet'],
    ['seeknal consolidate --prune', 'remove those of entities that are gone, too'],
  ],
  flags: (command) =>
    command
      .option('--prune', 'remove what no feature group is about any more')
      .option('--json', 'print it as JSON'),
  action: async (invocation) =>
    (await import('./consolidate-action')).consolidateAction(invocation),
});
