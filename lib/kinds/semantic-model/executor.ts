import { describeOnly } from '../describe-only';
import type { Executor } from '../kind';
import { namedRef } from '../sql-refs';
import { modelWarnings } from './model-warnings';
import type { SemanticModelConfig } from './schema';

/** Checks the definition; metrics are computed when somebody asks for them. */
export const semanticModelExecutor: Executor<SemanticModelConfig> = {
  execute({ config }, context) {
    const metadata = {
      model_ref: namedRef(config.model),
      entity_count: config.entities?.length ?? 0,
      dimension_count: config.dimensions?.length ?? 0,
      measure_count: config.measures?.length ?? 0,
      metric_count: config.metrics?.length ?? 0,
    };
    return Promise.resolve(describeOnly(metadata, modelWarnings(config), context));
  },
};
