export interface ParseFlags {
  readonly format: 'table' | 'json';
  readonly json?: true;
  readonly diff: boolean;
}
