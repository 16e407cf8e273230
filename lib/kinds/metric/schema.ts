import { z } from 'zod';
import { commonFields } from '../common-schema';
import { metricFields, metricInput } from '../metric-schema';

export const metricSchema = z.looseObject({
  ...commonFields,
  ...metricFields,
  inputs: z
    .union([commonFields.inputs.unwrap().unwrap(), z.array(metricInput)])
    .nullish()
    .describe('For derived: the metrics that expr names; also nodes, as in every kind'),
});

export type MetricConfig = z.infer<typeof metricSchema>;
