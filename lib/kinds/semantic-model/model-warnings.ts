import { metricWarnings } from '../metric-warnings';
import type { SemanticModelConfig } from './schema';

const words = {
  entity: ['primary', 'foreign', 'unique'],
  dimension: ['time', 'categorical', 'string', 'number', 'boolean'],
  measure: ['sum', 'count', 'count_distinct', 'average', 'avg', 'min', 'max'],
  join: ['one_to_one', 'one_to_many', 'many_to_one'],
} as const;

interface Part {
  readonly name: string;
}

/** What is odd in the definition of a semantic model, in sentences. */
export function modelWarnings(config: SemanticModelConfig): string[] {
  const entities = config.entities ?? [];
  const dimensions = config.dimensions ?? [];
  const measures = config.measures ?? [];
  const joins = config.joins ?? [];
  const metrics = config.metrics ?? [];
  const time = config.default_time_dimension;
  const isTime = dimensions.some(({ name, type }) => name === time && type === 'time');
  return [
    ...twice('entity', entities),
    ...twice('dimension', dimensions),
    ...twice('measure', measures),
    ...twice('metric', metrics),
    ...entities.flatMap(({ name, type }) => unknownWord('entity', name, 'type', type)),
    ...dimensions.flatMap(({ name, type }) => unknownWord('dimension', name, 'type', type)),
    ...measures.flatMap(({ name, agg }) =>
      agg === null || agg === undefined
        ? [`The measure "${name}" lacks "agg".`]
        : unknownWord('measure', name, 'agg', agg),
    ),
    ...joins.flatMap(({ name, relationship }) =>
      unknownWord('join', name, 'relationship', relationship),
    ),
    ...(typeof time === 'string' && !isTime
      ? [`The default_time_dimension "${time}" is no dimension of type time.`]
      : []),
    ...metrics.flatMap((metric) =>
      metricWarnings(metric.name, metric, (metric.inputs?.length ?? 0) > 0),
    ),
  ];
}

function twice(what: string, parts: readonly Part[]): string[] {
  const names = parts.map(({ name }) => name);
  const repeated = new Set(names.filter((name, index) => names.indexOf(name) !== index));
  return [...repeated].map((name) => `The ${what} "${name}" is defined twice.`);
}

function unknownWord(
  what: keyof typeof words,
  name: string,
  field: string,
  value: string | null | undefined,
): string[] {
  const known: readonly string[] = words[what];
  if (value === null || value === undefined || known.includes(value)) return [];
  return [`The ${what} "${name}" has the ${field} "${value}"; it is ${known.join(', ')}.`];
}
