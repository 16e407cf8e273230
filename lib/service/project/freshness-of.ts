import type { Decision, RunReason } from '../../planner/plan';
import type { NodeFreshness } from './project-snapshot';

const ofReason: Record<RunReason['code'], NodeFreshness> = {
  never_built: 'new',
  changed: 'changed',
  code_changed: 'changed',
  data_changed: 'changed',
  failed_last_run: 'failed',
  interrupted: 'failed',
  output_missing: 'missing',
  upstream_changed: 'stale',
  depends_on_time: 'always',
  audits_changed: 'changed',
  full_refresh: 'changed',
  selected: 'changed',
  downstream_of_selected: 'stale',
  tag_matched: 'changed',
  upstream_of_tagged: 'stale',
};

/** What an incremental run would do with a node, in the one word that the graph shows. */
export function freshnessOf(decision: Decision, isBroken: boolean): NodeFreshness {
  if (isBroken) return 'broken';
  return decision.action === 'run' ? ofReason[decision.reason.code] : 'cached';
}
