'use client';

import {
  parseAsArrayOf,
  parseAsBoolean,
  parseAsString,
  parseAsStringLiteral,
  useQueryStates,
} from 'nuqs';
import type { RunsRequest } from './queries';

const runsViews = ['list', 'trends', 'grid'] as const;
export const outcomeWords = ['running', 'success', 'failed', 'cancelled', 'interrupted'] as const;
export const spans = ['any', 'hour', 'day', 'week', 'month'] as const;
export type Span = (typeof spans)[number];

const hourMs = 3_600_000;
const lengths: Record<Exclude<Span, 'any'>, number> = {
  hour: hourMs,
  day: 24 * hourMs,
  week: 7 * 24 * hourMs,
  month: 30 * 24 * hourMs,
};

const parsers = {
  view: parseAsStringLiteral(runsViews).withDefault('list'),
  /** Also runs that had nothing to do. */
  empty: parseAsBoolean.withDefault(false),
  status: parseAsArrayOf(parseAsStringLiteral(outcomeWords)).withDefault([]),
  mode: parseAsStringLiteral(['incremental', 'full'] as const),
  trigger: parseAsStringLiteral(['cli', 'dashboard', 'api'] as const),
  /** Only runs that executed this node. */
  node: parseAsString.withDefault(''),
  /** How far back. */
  span: parseAsStringLiteral(spans).withDefault('any'),
  q: parseAsString.withDefault(''),
  sort: parseAsStringLiteral(['started', 'duration', 'failed'] as const).withDefault('started'),
  asc: parseAsBoolean.withDefault(false),
};

/** What a person would share of the list of runs, kept in the address. */
export function useRunsUrl() {
  return useQueryStates(parsers, { history: 'replace', scroll: false, shallow: true });
}

export type RunsUrl = ReturnType<typeof useRunsUrl>[0];

/** The address as a request. `nowMs` is taken to the minute: the same list is asked for once. */
export function toRunsRequest(url: RunsUrl, nowMs: number): RunsRequest {
  const minute = Math.floor(nowMs / 60_000) * 60_000;
  return {
    includeEmpty: url.empty,
    sort: url.sort,
    ascending: url.asc,
    filter: {
      ...(url.status.length === 0 ? {} : { outcomes: url.status }),
      ...(url.mode === null ? {} : { modes: [url.mode] }),
      ...(url.trigger === null ? {} : { triggers: [url.trigger] }),
      ...(url.node === '' ? {} : { nodeId: url.node }),
      ...(url.span === 'any' ? {} : { fromMs: minute - lengths[url.span] }),
      ...(url.q === '' ? {} : { text: url.q }),
    },
  };
}

/** Whether the address leaves out any runs, but for those that had nothing to do. */
export function isFiltered({ status, mode, trigger, node, span, q }: RunsUrl): boolean {
  return (
    status.length > 0 ||
    mode !== null ||
    trigger !== null ||
    node !== '' ||
    span !== 'any' ||
    q !== ''
  );
}
