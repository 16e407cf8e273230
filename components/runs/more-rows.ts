'use client';

import { useEffect } from 'react';

/** The rest of a list that comes in pages. */
export interface MoreRows {
  readonly hasMore: boolean;
  readonly isLoading: boolean;
  readonly load: () => void;
}

/** Asks for the next page once the last rows that are there come near. `last`: the index of the last one in sight. */
export function useMoreRows(
  { hasMore, isLoading, load }: MoreRows,
  last: number,
  count: number,
): void {
  const wants = hasMore && !isLoading && last >= count - 15;
  useEffect(() => {
    if (wants) load();
    // eslint-disable-next-line react-hooks/exhaustive-deps -- asked once for each time that it is wanted
  }, [wants]);
}
