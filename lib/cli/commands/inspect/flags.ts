export interface InspectFlags {
  readonly limit: number;
  readonly schema?: true;
  readonly list?: true;
  readonly json?: true;
}
