export interface AuditFlags {
  readonly json?: true;
}
