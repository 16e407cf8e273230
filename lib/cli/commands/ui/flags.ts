export interface UiFlags {
  readonly port?: number;
  readonly host?: string;
  readonly dev?: true;
}
