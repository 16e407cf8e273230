'use client';

import { useQueries } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import type { OutputView, Page } from '@/lib/data/ask';
import type { GridRow } from '../grid/data-grid';
import { pageQuery, pageRows } from '../queries';

interface ViewPages {
  /** Of any page that is there: all tell the same columns and counts. Null while the first is on its way. */
  readonly head: Page | null;
  readonly error: Error | null;
  readonly rowAt: (row: number) => GridRow | null;
  /** The place of a row in its file; null while it is on its way. */
  readonly rowNumberAt: (row: number) => number | null;
  readonly onRange: (first: number, last: number) => void;
  readonly isFetching: boolean;
  readonly retry: () => void;
}

/** The rows of a view, fetched a page at a time where they are looked at; what is scrolled past is given up. */
export function useViewPages(
  view: OutputView,
  columns: readonly string[] | null,
  version: string,
): ViewPages {
  const [range, setRange] = useState<readonly [first: number, last: number]>([0, 0]);
  const firstPage = Math.floor(range[0] / pageRows);
  const lastPage = Math.floor(range[1] / pageRows);
  const numbers = useMemo(() => {
    const shown = Array.from({ length: lastPage - firstPage + 1 }, (_, at) => firstPage + at);
    // The first page says how wide columns are and how many rows there are, wherever one is.
    return shown.includes(0) ? shown : [0, ...shown];
  }, [firstPage, lastPage]);
  const results = useQueries({
    queries: numbers.map((page) => pageQuery(view, columns, page, version)),
  });
  const pages = new Map(numbers.map((page, at) => [page, results[at]?.data]));
  const onRange = useCallback((first: number, last: number) => setRange([first, last]), []);
  return {
    head: results.find(({ data }) => data !== undefined)?.data ?? null,
    error: results.find(({ error }) => error !== null)?.error ?? null,
    rowAt: (row) => {
      const page = pages.get(Math.floor(row / pageRows));
      const values = page?.rows[row % pageRows];
      if (page === undefined || values === undefined) return null;
      return { values, cut: page.cutByRow.get(row % pageRows) ?? nothing };
    },
    rowNumberAt: (row) => pages.get(Math.floor(row / pageRows))?.rowNumbers[row % pageRows] ?? null,
    onRange,
    isFetching: results.some(({ isFetching }) => isFetching),
    retry: () => {
      for (const result of results) if (result.isError) void result.refetch();
    },
  };
}

const nothing: ReadonlySet<number> = new Set();
