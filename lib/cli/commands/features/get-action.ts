import { getOnlineFeatures, type ServedGroup } from '../../../service/features/online-features';
import type { JsonObject, JsonValue } from '../../../util/json';
import { assessOrRefuse } from '../../assess-or-refuse';
import type { Invocation } from '../../define-command';
import { exitCodes } from '../../exit-codes';
import { refuse } from '../../print-problem';
import { printTable } from '../../print-table';
import type { FeaturesGetFlags } from './flags';

/** `seeknal features get`: 1 when nothing is served of the key. */
export async function featuresGetAction(invocation: Invocation<FeaturesGetFlags>): Promise<number> {
  const { flags, paths, printer } = invocation;
  const asJson = flags.json === true;
  const opened = await assessOrRefuse(paths, printer, { asJson });
  if (!opened.ok) return opened.error;
  const { name: entity, key } = flags.entity;
  const served = await getOnlineFeatures(paths, opened.value.parsed.manifest, {
    entity,
    key,
    features: flags.features ?? [],
    nowMs: Date.now(),
  });
  if (!served.ok) return refuse(served.error, printer, { asJson });
  const found = served.value.filter(({ row }) => row !== null);
  if (asJson) {
    printer.line(
      JSON.stringify({ entity, key: [...key], groups: served.value.map(toJson) }, null, 2),
    );
  } else if (found.length === 0) {
    printer.problems.failure(`Nothing is served of ${entity} ${key.join(', ')}.`);
    printer.problems.line(
      '    The key was never written, or its features have expired: run them again.',
    );
  } else {
    printTable(
      [
        { title: 'Feature' },
        { title: 'Value', align: 'right' },
        { title: 'Group' },
        { title: 'Event time' },
      ],
      found.flatMap(({ name, row }) =>
        Object.entries(row?.features ?? {}).map(([feature, value]) => [
          feature,
          shown(value),
          name,
          row?.eventTime ?? '-',
        ]),
      ),
      printer,
    );
  }
  return found.length > 0 ? exitCodes.done : exitCodes.failed;
}

function toJson({ name, row }: ServedGroup): JsonObject {
  return {
    feature_group: name,
    features: row?.features ?? null,
    event_time: row?.eventTime ?? null,
    written_at_ms: row?.writtenAtMs ?? null,
    expires_at_ms: row?.expiresAtMs ?? null,
  };
}

function shown(value: JsonValue): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
