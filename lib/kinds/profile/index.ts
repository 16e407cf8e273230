import { intermediatePath } from '../../files/project-paths';
import { defineKind } from '../kind';
import type { ProfileConfig } from './schema';

export const profile = defineKind<ProfileConfig>({
  kind: 'profile',
  label: 'Profile',
  icon: 'chart-column',
  summary: 'Statistics of each column of another node.',
  loadSchema: async () => (await import('./schema')).profileSchema,
  loadExecutor: async () => (await import('./executor')).profileExecutor,
  outputs: ({ id }) => [intermediatePath(id)],
});
