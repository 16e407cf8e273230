import { z } from 'zod';

/** seeknal_project.yml. What the readers of single settings refuse, with an example, they refuse themselves. */
export const settingsSchema = z.looseObject({
  name: z
    .string()
    .nullish()
    .describe('What the project is called; the name of its folder without it'),
  description: z.string().nullish().describe('What it is about, for people'),
  version: z
    .union([z.string(), z.number()])
    .nullish()
    .describe('Version of the project, for people'),
  profile: z.string().nullish().describe('Label of the profile, for people'),
  'config-version': z.union([z.string(), z.number()]).nullish().describe('Version of this file; 1'),
  state_backend: z
    .enum(['file', 'database'], 'expected file or database')
    .nullish()
    .describe(
      'Where state is kept: files in target/state, or an SQLite database there; `state` says more',
    ),
  state: z
    .string()
    .nullish()
    .describe('Address of the place where state is kept, as in sqlite:target/state/state.db'),
  pools: z
    .record(z.string(), z.number())
    .nullish()
    .describe('Slots by name; nodes with "pool: <name>" share them'),
  memory_limit: z
    .string()
    .nullish()
    .describe('What DuckDB may take for all nodes that run together, as in 4GB'),
});
