import { mainTypeName } from '../../connections/profiles';
import type { Outside } from '../../connections/outside';
import { isJsonObject, type JsonObject } from '../../util/json';
import type { OutsideFacts } from '../kind';
import { fileOfSource, isHttpAddress } from './file-of-source';

/** What decides, beside files and its own fields, whether a source must be read again. */
export function sourceOutsideFacts(config: JsonObject, outside: Outside): OutsideFacts {
  const { source, freshness } = config;
  const type = typeof source === 'string' ? source : '';
  const own = isJsonObject(config['params']) ? config['params'] : {};
  const defaults = outside.describeSourceDefaults(type);
  const params = { ...defaults, ...own };
  const known: Record<string, string> = {};
  if (defaults !== null) known[`source_defaults.${type}`] = textOf(defaults);
  const { connection } = params;
  if (typeof connection === 'string') {
    const settings = outside.describeConnection(connection);
    if (settings !== null) known[`connections.${connection}`] = textOf(settings);
  }

  if (mainTypeName(type) === 'postgresql') {
    const time = isJsonObject(freshness) ? freshness['time_column'] : undefined;
    if (typeof time !== 'string' || time === '') return { known, ask: null };
    return {
      known,
      ask: async (signal) => {
        const { newestTime } = await import('./postgres/newest-time');
        return newestTime(config, type, outside, signal);
      },
    };
  }
  const file = fileOfSource({ ...config, params });
  if (file === null || !isHttpAddress(file.path)) return { known, ask: null };
  return {
    known,
    ask: async (signal) => {
      const { askValidators } = await import('../../connections/http/ask-validators');
      return askValidators(file.path, params, outside, signal);
    },
  };
}

/** Equal for equal settings, in whatever order they are written. */
function textOf(settings: JsonObject): string {
  return JSON.stringify(Object.entries(settings).sort(([a], [b]) => (a < b ? -1 : 1)));
}
