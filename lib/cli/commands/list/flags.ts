export interface ListFlags {
  readonly types?: readonly string[];
  readonly tags?: readonly string[];
  readonly excludeTags?: readonly string[];
  readonly select?: readonly string[];
  readonly exclude?: readonly string[];
  readonly names?: true;
  readonly json?: true;
}
