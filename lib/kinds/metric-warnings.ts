/** What defines a metric; see metric-schema. */
interface MetricDefinition {
  readonly type: string;
  readonly measure?: string | null | undefined;
  readonly numerator?: string | null | undefined;
  readonly denominator?: string | null | undefined;
  readonly grain_to_date?: string | null | undefined;
  readonly expr?: string | null | undefined;
}

/** The fields without which a metric of a type says nothing. */
const needed: ReadonlyMap<string, readonly (keyof MetricDefinition)[]> = new Map([
  ['simple', ['measure']],
  ['ratio', ['numerator', 'denominator']],
  ['cumulative', ['measure']],
  ['derived', ['expr']],
] as const);

const grains = ['month', 'quarter', 'year'];

/** What is wrong with the definition of a metric, in sentences. */
export function metricWarnings(
  name: string,
  definition: MetricDefinition,
  hasInputs: boolean,
): string[] {
  const { type, grain_to_date: grain } = definition;
  const fields = needed.get(type);
  if (fields === undefined) {
    return [
      `Metric "${name}" is of the unknown type "${type}"; the types are ${[...needed.keys()].join(', ')}.`,
    ];
  }
  return [
    ...fields
      .filter((field) => (definition[field] ?? '') === '')
      .map((field) => `Metric "${name}" of type ${type} lacks "${field}".`),
    ...(type === 'derived' && !hasInputs
      ? [`Metric "${name}" of type derived lacks "inputs".`]
      : []),
    ...(typeof grain === 'string' && !grains.includes(grain)
      ? [`Metric "${name}" has the grain_to_date "${grain}"; it is ${grains.join(', ')}.`]
      : []),
  ];
}
