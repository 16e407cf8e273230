'use client';

import type { SQLNamespace } from '@codemirror/lang-sql';
import { useQuery } from '@tanstack/react-query';
import { Download, History, ListTree, Octagon, Play, Table2 } from 'lucide-react';
import { debounce, parseAsString, useQueryState } from 'nuqs';
import { useMemo, useState } from 'react';
import { csvAddress } from '../data/ask-data';
import { tablesQuery } from '../data/queries';
import { projectQuery } from '../project/queries';
import { problemOf } from '../project/service-failure';
import { Button, buttonClass } from '../ui/button';
import { cn } from '../ui/cn';
import { CopyButton } from '../ui/copy-button';
import { Kbd } from '../ui/kbd';
import { Skeleton } from '../ui/skeleton';
import { HistoryList } from './history-list';
import { QueryOutcome } from './query-outcome';
import { SqlEditor } from './sql-editor';
import { TableList } from './table-list';
import { useQueryHistory } from './use-query-history';
import { useRunQuery } from './use-run-query';

type Side = 'tables' | 'history';

/** Longer ones don't fit into an address, and are not kept there. */
const longestInAddress = 6000;

/** Read-only SQL over the outputs of all nodes. */
export function SqlScreen() {
  const project = useQuery(projectQuery);
  const tables = useQuery({
    ...tablesQuery(project.data?.version ?? ''),
    enabled: project.data !== undefined,
    placeholderData: (previous) => previous,
  });
  const [shared, setShared] = useQueryState(
    'q',
    parseAsString
      .withDefault('')
      .withOptions({ history: 'replace', limitUrlUpdates: debounce(400) }),
  );
  const [sql, setSql] = useState(shared);
  const [side, setSide] = useState<Side>('tables');
  const [sideOpen, setSideOpen] = useState(false);
  const history = useQueryHistory(project.data?.directory ?? null);
  const query = useRunQuery((run, result, seconds) =>
    history.add({
      sql: run.sql,
      atMs: Date.now(),
      outcome: result === null ? 'error' : 'rows',
      rows: result?.rows.length ?? null,
      duration: seconds,
    }),
  );
  const namespace = useMemo(() => toNamespace(tables.data ?? []), [tables.data]);
  const mistake = useMemo(() => placeIn(query.error), [query.error]);
  const change = (text: string): void => {
    setSql(text);
    void setShared(text.length <= longestInAddress ? text || null : null);
  };
  const insert = (text: string): void =>
    change(
      sql.trim() === ''
        ? `SELECT * FROM ${text} LIMIT 100`
        : `${sql}${/\s$/.test(sql) ? '' : ' '}${text}`,
    );
  const run = (explain: boolean): void => query.run({ sql, explain });

  return (
    <div className="flex min-h-0 flex-1">
      <aside
        aria-label="Tables and history"
        className={cn(
          'flex w-64 shrink-0 flex-col border-r border-line bg-surface max-md:absolute max-md:inset-y-12 max-md:left-0 max-md:z-30 max-md:shadow-float',
          !sideOpen && 'max-md:hidden',
        )}
      >
        <div
          role="group"
          aria-label="What to list"
          className="flex gap-1 border-b border-line p-1.5"
        >
          {(['tables', 'history'] as const).map((one) => (
            <Button
              key={one}
              look="ghost"
              aria-pressed={side === one}
              onClick={() => setSide(one)}
              className={cn('h-7 flex-1', side === one && 'bg-hover text-ink')}
            >
              {one === 'tables' ? <Table2 aria-hidden /> : <History aria-hidden />}
              {one === 'tables' ? 'Tables' : 'History'}
            </Button>
          ))}
        </div>
        {side === 'history' ? (
          <HistoryList
            past={history.past}
            onChoose={(text) => {
              change(text);
              setSideOpen(false);
            }}
            onClear={history.clear}
          />
        ) : tables.isError ? (
          <p role="alert" className="p-3 text-ink-soft">
            {problemOf(tables.error).message} {problemOf(tables.error).hint}
          </p>
        ) : tables.data === undefined ? (
          <Skeleton className="m-3 h-40" />
        ) : (
          <TableList
            tables={tables.data}
            onInsert={(text) => {
              insert(text);
              setSideOpen(false);
            }}
          />
        )}
      </aside>
      <div className="flex min-w-0 flex-1 flex-col">
        <h1 className="sr-only">SQL over all outputs</h1>
        <div className="h-[34%] min-h-28 shrink-0 border-b border-line">
          <SqlEditor
            value={sql}
            onChange={change}
            tables={namespace}
            onRun={() => run(false)}
            mistake={mistake}
          />
        </div>
        <div className="flex shrink-0 flex-wrap items-center gap-1.5 border-b border-line bg-surface px-3 py-1.5">
          <Button
            look="ghost"
            className="md:hidden"
            aria-expanded={sideOpen}
            onClick={() => setSideOpen(!sideOpen)}
          >
            <Table2 aria-hidden />
            Tables
          </Button>
          {query.isRunning ? (
            <Button look="danger" onClick={query.cancel}>
              <Octagon aria-hidden />
              Cancel
            </Button>
          ) : (
            <Button
              look="primary"
              unavailable={sql.trim() === '' ? 'Write a query first' : null}
              onClick={() => run(false)}
            >
              <Play aria-hidden />
              Run
            </Button>
          )}
          <Button
            unavailable={
              query.isRunning
                ? 'A query is running'
                : sql.trim() === ''
                  ? 'Write a query first'
                  : null
            }
            onClick={() => run(true)}
          >
            <ListTree aria-hidden />
            Explain
          </Button>
          <span className="hidden items-center gap-1 px-1 text-xs text-ink-faint sm:flex">
            <Kbd>Ctrl</Kbd>
            <Kbd>Enter</Kbd>
            runs it
          </span>
          <span className="ml-auto flex items-center">
            {sql.trim() !== '' && sql.length <= longestInAddress && (
              <>
                <CopyLink sql={sql} />
                <a
                  href={csvAddress({ sql })}
                  download
                  title="Run it and download all rows as CSV"
                  className={buttonClass('ghost')}
                >
                  <Download aria-hidden />
                  CSV
                </a>
              </>
            )}
          </span>
        </div>
        <QueryOutcome query={query} />
      </div>
    </div>
  );
}

function CopyLink({ sql }: { readonly sql: string }) {
  const origin = typeof window === 'undefined' ? '' : window.location.origin;
  return (
    <CopyButton
      text={`${origin}/sql?q=${encodeURIComponent(sql)}`}
      label="Copy link to this query"
    />
  );
}

/** Kind to name to columns: what the editor completes. */
function toNamespace(
  tables: readonly {
    readonly name: string;
    readonly columns: readonly { readonly name: string }[];
  }[],
): SQLNamespace {
  const kinds: Record<string, Record<string, string[]>> = {};
  for (const { name, columns } of tables) {
    const dot = name.indexOf('.');
    const kind = (kinds[name.slice(0, dot)] ??= {});
    kind[name.slice(dot + 1)] = columns.map((column) => column.name);
  }
  return kinds;
}

/** The place that a refusal names at its end. */
function placeIn(error: Error | null): { line: number; column: number } | null {
  const found =
    error === null ? null : /\(line (\d+), column (\d+)\)$/.exec(problemOf(error).message);
  return found === null ? null : { line: Number(found[1]), column: Number(found[2]) };
}
