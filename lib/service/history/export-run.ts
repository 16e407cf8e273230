import { summaryToJson } from '../../events/execution-summary';
import { applyEvents, emptyRunView, summarize, type RunView } from '../../events/run-view';
import type { ProjectPaths } from '../../files/project-paths';
import { loadManifestSnapshot } from '../../history/manifest-snapshot';
import { readEvents } from '../../history/read-events';
import { err, ok, type Result } from '../../util/result';
import { runReport } from './report/run-report';
import { serviceError, type ServiceError } from '../service-error';

export const exportFormats = ['json', 'csv', 'html'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** A file to be handed on. */
export interface ExportedRun {
  /** `run-<id>.<format>` */
  readonly name: string;
  readonly text: string;
}

/**
 * A run as a file: `json` is its ExecutionSummary, `csv` a line a node, `html` a report with graph,
 * timeline and log that opens without a network.
 */
export async function exportRun(
  paths: ProjectPaths,
  runId: string,
  format: ExportFormat,
): Promise<Result<ExportedRun, ServiceError>> {
  const view = applyEvents(emptyRunView, await readEvents(paths, runId));
  if (view.started === null) {
    return err(
      serviceError('unknown_run', `There is no run ${runId} in the history of this project.`, {
        hint: 'The list of runs shows all that are kept.',
      }),
    );
  }
  return ok({ name: `run-${runId}.${format}`, text: await textOf(paths, view, format) });
}

async function textOf(paths: ProjectPaths, view: RunView, format: ExportFormat): Promise<string> {
  switch (format) {
    case 'json': {
      const summary = summarize(view, view.finishedAtMs ?? Date.now());
      return `${JSON.stringify(summaryToJson(summary), null, 2)}\n`;
    }
    case 'csv':
      return toCsv(view);
    case 'html': {
      const manifest = await loadManifestSnapshot(paths, view.started?.manifest_hash ?? '');
      return runReport(view, manifest?.graph ?? null);
    }
  }
}

const csvColumns =
  'node_id,kind,status,reason,attempts,started_at,finished_at,queued,duration,row_count,output_path,output_bytes,fingerprint,error_code,error_message';

/** As RFC 4180 has it, with times in ISO 8601 and durations in seconds. */
function toCsv(view: RunView): string {
  const lines = [...view.nodes.values()].map((node) =>
    [
      node.id,
      node.kind,
      node.status,
      node.reason,
      node.attempt,
      isoOf(node.startedAtMs),
      isoOf(node.finishedAtMs),
      node.queued,
      node.startedAtMs === null ? null : node.duration,
      node.rowCount,
      node.outputPath,
      node.outputBytes,
      node.fingerprint,
      node.error?.code ?? null,
      node.error?.message ?? null,
    ]
      .map(csvField)
      .join(','),
  );
  return `${[csvColumns, ...lines].join('\r\n')}\r\n`;
}

function isoOf(atMs: number | null): string | null {
  return atMs === null ? null : new Date(atMs).toISOString();
}

function csvField(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  // Programs for tables take a text that begins so for a formula.
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
