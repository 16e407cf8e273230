import type { FieldChange } from '../diff/field-change';
import { maskChange } from '../diff/mask-change';
import { shortValue } from '../diff/short-value';
import { unreachable } from '../util/unreachable';
import type { Decision, RunReason, SkipReason } from './plan';

/** A decision's reason in words; CLI, plan review and graph print the same. */
export function reasonText(decision: Decision): string {
  switch (decision.action) {
    case 'run':
      return runReasonText(decision.reason);
    case 'cached':
      return 'unchanged';
    case 'skip':
      return skipReasonText(decision.reason);
    default:
      return unreachable(decision);
  }
}

function runReasonText(reason: RunReason): string {
  switch (reason.code) {
    case 'full_refresh':
      return 'full refresh';
    case 'never_built':
      return 'never built';
    case 'failed_last_run':
      return reason.fields.length === 0
        ? 'failed in the last run'
        : `failed in the last run, edited since it was built: ${fieldsText(reason.fields)}`;
    case 'interrupted':
      return 'interrupted in the last run';
    case 'changed':
      return reason.fields.length === 0 ? 'definition changed' : fieldsText(reason.fields);
    case 'code_changed':
      return `${reason.files.join(', ')} changed`;
    case 'data_changed':
      return `data changed: ${reason.files.join(', ')}`;
    case 'output_missing':
      return `output missing: ${reason.path}`;
    case 'upstream_changed':
      return reason.cause === reason.upstream
        ? `upstream ${reason.upstream} changed`
        : `upstream ${reason.upstream} changed, because of ${reason.cause}`;
    case 'depends_on_time':
      return 'runs every time: its outcome depends on the date';
    case 'audits_changed':
      return 'audits changed: its output is audited again';
    case 'selected':
      return `selected by --${reason.by}`;
    case 'downstream_of_selected':
      return `downstream of ${reason.selected}`;
    case 'tag_matched':
      return `tag match (${reason.tags.join(', ')})`;
    case 'upstream_of_tagged':
      return `upstream of tag-matched node ${reason.tagged}`;
    default:
      return unreachable(reason);
  }
}

function fieldsText(fields: readonly FieldChange[]): string {
  const told = fields
    .slice(0, 3)
    .map(maskChange)
    .map((field) =>
      field.path === 'code_sha256'
        ? 'its code changed'
        : isLongText(field.before) || isLongText(field.after)
          ? `${field.path} changed`
          : `${field.path} ${shortValue(field.before)} → ${shortValue(field.after)}`,
    );
  const others = fields.length - told.length;
  return told.join(', ') + (others > 0 ? ` and ${String(others)} more` : '');
}

function skipReasonText(reason: SkipReason): string {
  switch (reason.code) {
    case 'excluded_tag':
      return `excluded by tag ${reason.tag}`;
    case 'not_of_type':
      return `not of type ${reason.types.join(', ')}`;
    case 'not_selected':
      return `not selected by ${reason.by.map((filter) => `--${filter}`).join(' or ')}`;
    case 'excluded':
      return 'excluded by --exclude';
    case 'broken':
      return 'its file has errors';
    case 'other_part':
      return `runs in part ${String(reason.part)}/${String(reason.count)}`;
    default:
      return unreachable(reason);
  }
}

/** Text over several lines, as SQL is, says nothing useful inside a sentence. */
function isLongText(value: unknown): boolean {
  return typeof value === 'string' && (value.includes('\n') || value.length > 60);
}
