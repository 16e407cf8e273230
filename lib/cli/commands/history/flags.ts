import type { ExportFormat } from '../../../service/history/export-run';

export interface HistoryListFlags {
  readonly limit: number;
  readonly all?: true;
  readonly json?: true;
}

export interface HistoryShowFlags {
  readonly json?: true;
}

export interface HistoryExportFlags {
  readonly format: ExportFormat;
  /** A file; else it is printed. */
  readonly out?: string;
}

export interface HistoryCleanFlags {
  readonly keepLast?: number;
  readonly keepDays?: number;
  /** Bytes. */
  readonly keepSize?: number;
  readonly yes?: true;
  readonly json?: true;
}
