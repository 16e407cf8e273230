export interface LineageFlags {
  readonly json?: true;
}
