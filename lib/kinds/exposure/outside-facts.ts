import type { Outside } from '../../connections/outside';
import { isJsonObject, type JsonObject } from '../../util/json';
import type { OutsideFacts } from '../kind';

/** Another place to deliver to, under the same name, is to be filled too. */
export function exposureOutsideFacts(config: JsonObject, outside: Outside): OutsideFacts {
  const { params } = config;
  const name = isJsonObject(params) ? params['connection'] : undefined;
  if (typeof name !== 'string') return { known: {}, ask: null };
  const settings = outside.describeConnection(name);
  if (settings === null) return { known: {}, ask: null };
  const inOrder = Object.entries(settings).sort(([a], [b]) => (a < b ? -1 : 1));
  return { known: { [`connections.${name}`]: JSON.stringify(inOrder) }, ask: null };
}
