import { listEntities, type EntityInfo } from '../../../service/features/entities';
import { serviceError } from '../../../service/service-error';
import type { JsonObject } from '../../../util/json';
import { nearMatches } from '../../../util/near-matches';
import { assessOrRefuse } from '../../assess-or-refuse';
import type { Invocation } from '../../define-command';
import { exitCodes } from '../../exit-codes';
import { formatTime } from '../../format-values';
import { refuse } from '../../print-problem';
import { printTable } from '../../print-table';
import type { EntityFlags } from './flags';

/** `seeknal entity list` */
export async function entityListAction(invocation: Invocation<EntityFlags>): Promise<number> {
  const { flags, paths, printer } = invocation;
  const asJson = flags.json === true;
  const opened = await assessOrRefuse(paths, printer, { asJson });
  if (!opened.ok) return opened.error;
  const entities = await listEntities(paths, opened.value.parsed.manifest);
  if (asJson) printer.line(JSON.stringify(entities.map(toJson), null, 2));
  else if (entities.length === 0) printer.info('No feature group is about an entity.');
  const width = Math.max(0, ...entities.map(({ name }) => name.length));
  if (!asJson) {
    for (const info of entities) {
      const features = info.groups.reduce((sum, group) => sum + group.features.length, 0);
      const state = info.isStale ? 'stale' : 'ready';
      const when = timeText(info.consolidatedAt);
      printer.line(
        `  ${info.name.padEnd(width)}  ${String(info.groups.length)} FGs  ${String(features)} features  [${state}]  consolidated: ${when}`,
      );
    }
  }
  return exitCodes.done;
}

/** `seeknal entity show` */
export async function entityShowAction(invocation: Invocation<EntityFlags>): Promise<number> {
  const { flags, args, paths, printer } = invocation;
  const asJson = flags.json === true;
  const opened = await assessOrRefuse(paths, printer, { asJson });
  if (!opened.ok) return opened.error;
  const entities = await listEntities(paths, opened.value.parsed.manifest);
  const [wanted = ''] = args;
  const info = entities.find(({ name }) => name === wanted);
  if (info === undefined) {
    const names = entities.map(({ name }) => name);
    const near = nearMatches(wanted, names);
    const hint =
      near.length > 0
        ? `Did you mean ${near.join(', ')}?`
        : `There are ${names.join(', ') || 'none'}.`;
    const error = serviceError(
      'invalid_request',
      `No feature group is about an entity ${wanted}.`,
      { hint },
    );
    return refuse(error, printer, { asJson });
  }
  if (asJson) {
    printer.line(JSON.stringify(toJson(info), null, 2));
    return exitCodes.done;
  }
  printer.line(`${info.name} [${info.isStale ? 'stale' : 'ready'}]`);
  printer.line(`  Join keys:     ${info.joinKeys.join(', ')}`);
  printer.line(`  Consolidated:  ${timeText(info.consolidatedAt)}`);
  printer.line('');
  printTable(
    [{ title: 'Feature group' }, { title: 'Updated' }, { title: 'Features' }],
    info.groups.map(({ name, updatedAt, features }) => [
      name,
      timeText(updatedAt),
      features.join(', '),
    ]),
    printer,
  );
  return exitCodes.done;
}

function timeText(iso: string | null): string {
  return iso === null ? 'never' : formatTime(Date.parse(iso));
}

function toJson(info: EntityInfo): JsonObject {
  return {
    name: info.name,
    join_keys: [...info.joinKeys],
    feature_groups: info.groups.map(({ name, features, updatedAt }) => ({
      name,
      features: [...features],
      updated_at: updatedAt,
    })),
    consolidated_at: info.consolidatedAt,
    stale: info.isStale,
  };
}
