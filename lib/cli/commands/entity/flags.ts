export interface EntityFlags {
  readonly json?: true;
}

export interface ConsolidateFlags extends EntityFlags {
  readonly prune?: true;
}
