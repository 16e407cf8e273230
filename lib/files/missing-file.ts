/** Whether an error of node:fs says that a file, or a folder on the way to it, isn't there. */
export function isMissingFile(error: unknown): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    (error.code === 'ENOENT' || error.code === 'ENOTDIR')
  );
}
