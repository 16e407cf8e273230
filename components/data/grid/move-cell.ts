/** A cell of a grid. Row -1 is the header, column -1 the numbers of the rows. */
export interface CellPlace {
  readonly row: number;
  readonly column: number;
}

/** Where a key leads from a cell, as in every spreadsheet; null for a key that does not move. */
export function moveCell(
  { row, column }: CellPlace,
  { key, ctrlKey, metaKey }: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey'>,
  size: { readonly rows: number; readonly columns: number; readonly page: number },
): CellPlace | null {
  const far = ctrlKey || metaKey;
  const [lastRow, lastColumn] = [size.rows - 1, size.columns - 1];
  const inside = (place: CellPlace): CellPlace => ({
    row: Math.max(-1, Math.min(lastRow, place.row)),
    column: Math.max(-1, Math.min(lastColumn, place.column)),
  });
  switch (key) {
    case 'ArrowDown':
      return inside({ row: far ? lastRow : row + 1, column });
    case 'ArrowUp':
      return inside({ row: far ? 0 : row - 1, column });
    case 'ArrowRight':
      return inside({ row, column: far ? lastColumn : column + 1 });
    case 'ArrowLeft':
      return inside({ row, column: far ? 0 : column - 1 });
    case 'PageDown':
      return inside({ row: row + size.page, column });
    case 'PageUp':
      return inside({ row: Math.max(0, row - size.page), column });
    case 'Home':
      return inside({ row: far ? 0 : row, column: 0 });
    case 'End':
      return inside({ row: far ? lastRow : row, column: lastColumn });
    default:
      return null;
  }
}
