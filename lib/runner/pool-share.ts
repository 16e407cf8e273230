import type { ManifestNode } from '../manifest/manifest';
import type { PoolShare } from './pooled-queue';

/** The pool that a node names, and how many of its slots it takes; null when it names none. */
export function poolShareOf({ config }: ManifestNode): PoolShare | null {
  const { pool, weight } = config;
  if (typeof pool !== 'string' || pool === '') return null;
  return { pool, weight: typeof weight === 'number' && weight > 0 ? weight : 1 };
}
