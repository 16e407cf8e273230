import { partitionText } from '../../planner/partition';
import { noValues, type TemplateValues } from '../../templates/template-values';
import type { RunRequest } from './run-request';

/** The request as arguments of `seeknal run`, for a process of its own. Words may begin with a dash. */
export function requestArguments(request: RunRequest): string[] {
  return [
    ...(request.mode === 'full' ? ['--full'] : []),
    ...request.types.map((type) => `--types=${type}`),
    ...request.nodes.map((node) => `--nodes=${node}`),
    ...request.tags.map((tag) => `--tags=${tag}`),
    ...request.excludeTags.map((tag) => `--exclude-tags=${tag}`),
    ...(request.select === null ? [] : [`--select=${request.select}`]),
    ...(request.exclude === null ? [] : [`--exclude=${request.exclude}`]),
    ...(request.continueOnError ? ['--continue-on-error'] : []),
    ...(request.failFast === true ? ['--fail-fast'] : []),
    ...(request.earlyCutoff === true ? ['--early-cutoff'] : []),
    ...(request.retry > 0 ? [`--retry=${String(request.retry)}`] : []),
    ...(request.materialize === undefined
      ? []
      : [request.materialize === 'never' ? '--no-materialize' : '--materialize']),
    ...(request.parallel === null ? [] : [`--parallel=${String(request.parallel)}`]),
    ...(request.partition == null ? [] : [`--partition=${partitionText(request.partition)}`]),
    ...valueArguments(request.values ?? noValues),
  ];
}

function valueArguments({ date, startDate, endDate, params }: TemplateValues): string[] {
  return [
    ...(date === null ? [] : [`--date=${date}`]),
    ...(startDate === null ? [] : [`--start-date=${startDate}`]),
    ...(endDate === null ? [] : [`--end-date=${endDate}`]),
    ...(Object.keys(params).length === 0 ? [] : [`--params=${JSON.stringify(params)}`]),
  ];
}
