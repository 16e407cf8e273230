import type { JsonValue } from '../util/json';

/**
 * What seeknal/common shares among nodes, by dotted name: `orders.ref`, `orders.date_column`,
 * `rules.valid_amount`, `transforms.paid_only`.
 */
export type CommonValues = ReadonlyMap<string, JsonValue>;

export const noCommonValues: CommonValues = new Map();
