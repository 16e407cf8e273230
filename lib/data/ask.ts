import type { SandboxColumn, TextRow } from '../engine/sandbox';

/** How one column must look for a row to be shown. Values are text in the form in which they are shown. */
export interface ColumnFilter {
  /** Null: any column, which goes with `contains` alone. */
  readonly column: string | null;
  readonly operator: FilterOperator;
  /** Ignored by `is_null` and `not_null`. */
  readonly value: string;
}

export const filterOperators = [
  'contains',
  'eq',
  'ne',
  'lt',
  'le',
  'gt',
  'ge',
  'is_null',
  'not_null',
] as const;
export type FilterOperator = (typeof filterOperators)[number];

export interface ColumnSort {
  readonly column: string;
  readonly descending: boolean;
}

/** Which rows of an output, in which order. */
export interface OutputView {
  /** `kind.name` of the output. */
  readonly output: string;
  readonly filters: readonly ColumnFilter[];
  /** Nulls come last either way; rows that are equal keep the order of the file. */
  readonly sort: readonly ColumnSort[];
}

/** Some rows of a view, by their place in it. */
export interface PageAsk extends OutputView {
  readonly type: 'page';
  readonly offset: number;
  readonly limit: number;
  /** Null for all. */
  readonly columns: readonly string[] | null;
}

export interface Page {
  readonly columns: readonly SandboxColumn[];
  readonly rows: readonly TextRow[];
  /** Place of each row in the file, from 0: names a row for as long as the version stands. */
  readonly rowNumbers: readonly number[];
  /** Values that are shown cut: place in `rows`, place in `columns`. */
  readonly cut: readonly (readonly [row: number, column: number])[];
  /** Rows of the view. */
  readonly total: number;
  /** Rows of the output. */
  readonly outputRows: number;
  /** Changes whenever the file does. */
  readonly version: string;
}

/** One value in full. */
export interface CellAsk {
  readonly type: 'cell';
  readonly output: string;
  readonly rowNumber: number;
  readonly column: string;
}

export interface Cell {
  /** Null is null. Nested values come as indented JSON. */
  readonly text: string | null;
  /** Longer values are cut here. */
  readonly isCut: boolean;
}

export interface SchemaAsk {
  readonly type: 'schema';
  /** Those that can't be read are left out of the answer. */
  readonly outputs: readonly string[];
}

export type Schemas = Readonly<Record<string, readonly SandboxColumn[]>>;

export interface ProfileAsk {
  readonly type: 'profile';
  readonly output: string;
}

/** What the values of one column are like. Values are text in the form in which they are shown. */
export interface ColumnProfile {
  readonly name: string;
  readonly type: string;
  readonly nulls: number;
  readonly distinct: number;
  /** Null for columns without an order, and without values. */
  readonly min: string | null;
  readonly max: string | null;
  /** Numbers only. */
  readonly mean: number | null;
  readonly deviation: number | null;
  readonly median: number | null;
  /** Numbers and times: equal steps from `min` to `max`. `from` and `to` are shown values. */
  readonly histogram: readonly {
    readonly from: string;
    readonly to: string;
    readonly rows: number;
  }[];
  /** Most frequent first; empty where each value is rare. */
  readonly top: readonly { readonly value: string; readonly rows: number }[];
}

export interface OutputProfile {
  readonly rows: number;
  readonly columns: readonly ColumnProfile[];
  /** From how many rows medians, histograms and top values are; null: from all of them. */
  readonly sampledRows: number | null;
  /** Whether `distinct` is an estimate, within about 2 %. */
  readonly distinctIsEstimate: boolean;
  readonly version: string;
}

/** A query of a person over all outputs. */
export interface QueryAsk {
  readonly type: 'query';
  readonly sql: string;
  readonly maxRows: number;
  readonly maxBytes: number;
  /** Show how DuckDB would run it instead of running it. */
  readonly explain: boolean;
}

export interface QueryResult {
  readonly columns: readonly SandboxColumn[];
  readonly rows: readonly TextRow[];
  /** Why there are no more rows: null when these are all. */
  readonly cutBy: 'rows' | 'bytes' | null;
  /** Seconds in DuckDB and in reading. */
  readonly duration: number;
}

/** Opens a view or a query for reading as CSV; the lines come with `csv_more`. */
export type CsvAsk =
  | {
      readonly type: 'csv_view';
      readonly view: OutputView;
      readonly columns: readonly string[] | null;
    }
  | { readonly type: 'csv_query'; readonly sql: string };

/** The next lines of an opened CSV; none when it is at its end. */
export interface CsvMoreAsk {
  readonly type: 'csv_more';
  readonly reader: number;
}

/** Nobody reads an opened CSV any more. */
export interface CsvCloseAsk {
  readonly type: 'csv_close';
  readonly reader: number;
}

/** What the data process can be asked, by the name of the question. */
export interface Questions {
  readonly page: { readonly ask: PageAsk; readonly answer: Page };
  readonly cell: { readonly ask: CellAsk; readonly answer: Cell };
  readonly schema: { readonly ask: SchemaAsk; readonly answer: Schemas };
  readonly profile: { readonly ask: ProfileAsk; readonly answer: OutputProfile };
  readonly query: { readonly ask: QueryAsk; readonly answer: QueryResult };
  readonly csv_view: {
    readonly ask: Extract<CsvAsk, { type: 'csv_view' }>;
    readonly answer: number;
  };
  readonly csv_query: {
    readonly ask: Extract<CsvAsk, { type: 'csv_query' }>;
    readonly answer: number;
  };
  readonly csv_more: { readonly ask: CsvMoreAsk; readonly answer: string | null };
  readonly csv_close: { readonly ask: CsvCloseAsk; readonly answer: null };
}
export type Ask = Questions[keyof Questions]['ask'];
export type AnswerTo<A extends Ask> = Questions[A['type']]['answer'];

/** Why there is no answer: a sentence for the person and what to do. */
export interface DataProblem {
  readonly code:
    | 'invalid_query'
    | 'refused'
    | 'invalid_view'
    | 'output_missing'
    | 'unreadable'
    | 'time_limit'
    | 'memory_limit'
    | 'cancelled'
    | 'ended';
  readonly message: string;
  readonly hint: string | null;
  /** Where in the SQL; lines and columns start at 1. */
  readonly at: { readonly line: number; readonly column: number } | null;
}

export function dataProblem(
  code: DataProblem['code'],
  message: string,
  more: { readonly hint?: string; readonly at?: DataProblem['at'] } = {},
): DataProblem {
  return { code, message, hint: more.hint ?? null, at: more.at ?? null };
}
