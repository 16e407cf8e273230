export interface LineageFlags {
  readonly json?: true;
  /** A column of the node: where it comes from and where it goes. */
  readonly column?: string;
  /** Every column of the node and of all around it. */
  readonly columns?: true;
}
