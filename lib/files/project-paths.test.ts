import { sep } from 'node:path';
import { describe, expect, it } from 'vitest';
import { id } from '../testing/manifest-of';
import { intermediatePath, projectPaths, relativeToProject, staysInside } from './project-paths';

describe('the paths of a project', () => {
  it('are absolute, whatever way the folder is named', () => {
    const { root, stateUrl, profile, ...paths } = projectPaths('some/where/../shop/');
    expect([stateUrl, profile]).toEqual([null, null]);
    expect(root).toBe([process.cwd(), 'some', 'shop'].join(sep));
    for (const path of Object.values(paths)) expect(path.startsWith(root + sep)).toBe(true);
  });

  it('keep history out of target/, which is safe to delete', () => {
    const paths = projectPaths('/shop');
    for (const path of [paths.runsDir, paths.historyDatabase]) {
      expect(path.startsWith(paths.target + sep)).toBe(false);
    }
  });

  it('name the hand-over file by kind and name', () => {
    expect(intermediatePath(id('feature_group.user_features'))).toBe(
      'target/intermediate/feature_group_user_features.parquet',
    );
  });
});

it.each([
  ['target/x.parquet', true],
  ['.', true],
  ['a/../b', true],
  ['..hidden/x', true],
  ['/shop/data/users.csv', true],
  ['..', false],
  ['../shop2/x', false],
  ['a/../../x', false],
  ['/etc/passwd', false],
  ['/shop2/x', false],
])('knows whether %s stays inside the project: %j', (path, inside) => {
  expect(staysInside('/shop', path)).toBe(inside);
});

it('shortens paths inside the project and leaves those outside as they are', () => {
  expect(relativeToProject('/shop', '/shop/seeknal/a.yml')).toBe('seeknal/a.yml');
  expect(relativeToProject('/shop', './seeknal//a.yml')).toBe('seeknal/a.yml');
  expect(relativeToProject('/shop', '/shop2/a.yml')).toBe('/shop2/a.yml');
  expect(relativeToProject('/shop', '../a.yml')).toBe('../a.yml');
});
