'use client';

import {
  parseAsArrayOf,
  parseAsJson,
  parseAsString,
  parseAsStringLiteral,
  useQueryStates,
} from 'nuqs';
import { z } from 'zod';
import { filterOperators } from './filter-operators';
import type { RowsChoice } from './rows/output-rows';

export const dataTabs = ['rows', 'schema', 'profile', 'quality'] as const;
export type DataTab = (typeof dataTabs)[number];

const filters = z.array(
  z.object({
    column: z.string().nullable(),
    operator: z.enum(filterOperators),
    value: z.string(),
  }),
);
const sort = z.array(z.object({ column: z.string(), descending: z.boolean() }));

const parsers = {
  tab: parseAsStringLiteral(dataTabs).withDefault('rows'),
  filter: parseAsJson(filters).withDefault([]),
  sort: parseAsJson(sort).withDefault([]),
  columns: parseAsArrayOf(parseAsString),
};

/** What a person would share of the page of an output, kept in the address. */
export function useRowsUrl(): {
  readonly tab: DataTab;
  readonly setTab: (tab: DataTab) => void;
  readonly choice: RowsChoice;
  readonly setChoice: (choice: RowsChoice) => void;
} {
  const [url, setUrl] = useQueryStates(parsers, {
    history: 'replace',
    scroll: false,
    shallow: true,
  });
  return {
    tab: url.tab,
    setTab: (tab) => void setUrl({ tab }),
    choice: { filters: url.filter, sort: url.sort, columns: url.columns },
    setChoice: (choice) =>
      void setUrl({
        filter: choice.filters.length === 0 ? null : [...choice.filters],
        sort: choice.sort.length === 0 ? null : [...choice.sort],
        columns: choice.columns === null ? null : [...choice.columns],
      }),
  };
}
