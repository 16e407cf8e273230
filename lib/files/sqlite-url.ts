/** The address of a SQLite file; a `#` or `?` in the name of a folder would end the path of a URL. */
export function sqliteUrl(path: string): string {
  return `file:${path.split('/').map(encodeURIComponent).join('/')}`;
}
