import { expect, it } from 'vitest';
import { splitFields } from './split-fields';

const field = (path: string) => ({ path, type: 'text', isRequired: false, text: '' });
const yaml = `kind: feature_group
# owner: nobody
materialization:
  event_time_col: day
features:
  - name: spent
`;

it('tells fields that a file has from those that it could have', () => {
  const paths = ['kind', 'owner', 'materialization.event_time_col', 'materialization.mode'];
  const { used, others } = splitFields([...paths, 'features[].name'].map(field), yaml);
  expect(used.map(({ path }) => path)).toEqual([
    'kind',
    'materialization.event_time_col',
    'features[].name',
  ]);
  expect(others.map(({ path }) => path)).toEqual(['owner', 'materialization.mode']);
});
