import { isJsonArray, type JsonObject } from '../../util/json';

/** Whether a node has any audits; how they are made is loaded only then. */
export function hasAudits({ audits }: JsonObject): boolean {
  return isJsonArray(audits) && audits.length > 0;
}
