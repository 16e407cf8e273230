import type { ExecutionContext, ExecutionFailure } from '../kind';
import { locateSql } from '../locate-sql';

/** Where a field stands in the node's file, to be spread into a failure; nothing when that isn't known. */
export async function placeOf(
  field: readonly string[],
  filePath: string | null,
  { projectDir }: Pick<ExecutionContext, 'projectDir'>,
): Promise<Pick<ExecutionFailure, 'place'>> {
  if (filePath === null) return {};
  const place = await locateSql(projectDir, filePath, field, { line: 1, column: 1 });
  return place === null ? {} : { place };
}
