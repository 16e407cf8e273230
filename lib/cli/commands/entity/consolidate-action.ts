import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { consolidateEntities, pruneEntities } from '../../../service/features/entities';
import { assessOrRefuse } from '../../assess-or-refuse';
import type { Invocation } from '../../define-command';
import { exitCodes } from '../../exit-codes';
import { formatCount } from '../../format-values';
import type { ConsolidateFlags } from './flags';

/** `seeknal consolidate`: 1 when the groups of an entity don't fit together. */
export async function consolidateAction(invocation: Invocation<ConsolidateFlags>): Promise<number> {
  const { flags, paths, printer } = invocation;
  const asJson = flags.json === true;
  const opened = await assessOrRefuse(paths, printer, { asJson });
  if (!opened.ok) return opened.error;
  const { manifest } = opened.value.parsed;
  const { openEngine } = await import('../../../engine/engine');
  const tempDirectory = await mkdtemp(join(tmpdir(), 'seeknal-consolidate-'));
  const engine = await openEngine({ tempDirectory });
  try {
    const results = await consolidateEntities(await engine.connect(), paths, manifest, null);
    const pruned = flags.prune === true ? await pruneEntities(paths, manifest) : [];
    if (asJson) printer.line(JSON.stringify({ entities: results, pruned }, null, 2));
    else {
      for (const { entity, rows, problem } of results) {
        if (problem !== null) printer.problems.failure(problem);
        else if (rows === null) printer.info(`${entity}: nothing in the offline store yet`);
        else printer.success(`${entity}: ${formatCount(rows)} rows`);
      }
      for (const name of pruned) printer.info(`${name}: removed`);
      if (results.length === 0) printer.info('No feature group is about an entity.');
    }
    return results.some(({ problem }) => problem !== null) ? exitCodes.failed : exitCodes.done;
  } finally {
    engine.close();
    await rm(tempDirectory, { recursive: true, force: true });
  }
}
