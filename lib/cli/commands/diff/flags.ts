export interface DiffFlags {
  readonly against?: string;
  readonly old?: string;
  readonly new?: string;
  readonly json?: true;
}
