export interface FeaturesGetFlags {
  readonly entity: { readonly name: string; readonly key: readonly string[] };
  readonly features?: readonly string[];
  readonly json?: true;
}

export interface TrainingSetFlags {
  readonly spine: string;
  readonly features: readonly string[];
  readonly output?: string;
  readonly eventTime?: string;
  readonly json?: true;
}
