import { describeOnly } from '../describe-only';
import type { Executor } from '../kind';
import { metricWarnings } from '../metric-warnings';
import type { MetricConfig } from './schema';

/** Checks the definition; there is nothing to compute until somebody asks for the figure. */
export const metricExecutor: Executor<MetricConfig> = {
  execute({ name, config }, context) {
    const hasInputs = Array.isArray(config.inputs) && config.inputs.length > 0;
    const warnings = metricWarnings(name, config, hasInputs);
    return Promise.resolve(describeOnly({ metric_type: config.type }, warnings, context));
  },
};
