export interface SqlFlags {
  readonly format: 'table' | 'json' | 'csv';
  readonly limit: number;
  readonly explain?: true;
}
