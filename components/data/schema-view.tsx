'use client';

import { useQuery } from '@tanstack/react-query';
import { Minus, Plus, RefreshCw, TriangleAlert } from 'lucide-react';
import type { NodeId } from '@/lib/graph/node-id';
import { problemOf } from '../project/service-failure';
import { Skeleton } from '../ui/skeleton';
import { schemaQuery } from './queries';
import { SchemaSteps } from './schema-steps';

/** The columns of an output, what changed in the last run, and when they changed before. */
export function SchemaView({ id, version }: { readonly id: NodeId; readonly version: string }) {
  const schema = useQuery(schemaQuery(id, version));
  if (schema.isError) {
    const problem = problemOf(schema.error);
    return (
      <p role="alert" className="flex gap-2 p-4">
        <TriangleAlert aria-hidden className="size-4 shrink-0 text-run-failed" />
        {problem.message} {problem.hint}
      </p>
    );
  }
  if (schema.data === undefined) return <Skeleton className="m-4 h-40" />;
  const { columns, isCompared, change, steps } = schema.data;
  const added = new Set(change?.added.map(({ name }) => name));
  const retyped = new Map(change?.retyped.map((one) => [one.name, one.before]));
  return (
    <div
      role="region"
      aria-label={`Schema of ${id}`}
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolling by arrow keys needs the focus
      tabIndex={0}
      className="min-h-0 flex-1 overflow-y-auto px-4 py-4 sm:px-6"
    >
      <p className="mb-2 text-ink-soft">
        {change !== null
          ? 'Against the run before:'
          : isCompared
            ? 'The columns are the same as in the run before.'
            : 'From the next run on, what changes is marked here.'}
      </p>
      <table className="w-full max-w-3xl table-fixed border-collapse rounded-lg border border-line bg-surface text-sm">
        <caption className="sr-only">Columns of {id}</caption>
        <thead>
          <tr className="border-b border-line text-left text-xs text-ink-faint">
            <th scope="col" className="w-10 px-3 py-1.5 text-right font-normal">
              #
            </th>
            <th scope="col" className="px-3 py-1.5 font-normal">
              Column
            </th>
            <th scope="col" className="px-3 py-1.5 font-normal">
              Type
            </th>
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {columns.map(({ name, type }, at) => (
            <tr key={name}>
              <td className="px-3 py-1.5 text-right text-xs text-ink-faint tabular-nums">
                {at + 1}
              </td>
              <td className="px-3 py-1.5 break-words">
                {name}
                {added.has(name) && <Tag icon={Plus} tint="text-run-success" word="added" />}
              </td>
              <td className="px-3 py-1.5 font-mono text-xs break-words">
                {type}
                {retyped.has(name) && (
                  <Tag
                    icon={RefreshCw}
                    tint="text-next-changed"
                    word={`was ${retyped.get(name) ?? ''}`}
                  />
                )}
              </td>
            </tr>
          ))}
          {change?.removed.map(({ name, type }) => (
            <tr key={`removed ${name}`} className="bg-sunken text-ink-soft">
              <td />
              <td className="px-3 py-1.5 break-words">
                <s>{name}</s>
                <Tag icon={Minus} tint="text-run-failed" word="removed" />
              </td>
              <td className="px-3 py-1.5 font-mono text-xs break-words">
                <s>{type}</s>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {steps.length > 0 && (
        <section className="mt-5 max-w-3xl">
          <h3 className="mb-1.5 text-xs font-medium text-ink-faint">Changes before</h3>
          <SchemaSteps steps={steps} />
        </section>
      )}
    </div>
  );
}

function Tag({
  icon: Icon,
  tint,
  word,
}: {
  readonly icon: typeof Plus;
  readonly tint: string;
  readonly word: string;
}) {
  return (
    <span className="ml-2 inline-flex items-center gap-0.5 rounded bg-hover px-1.5 font-sans text-2xs text-ink-soft">
      <Icon aria-hidden className={`size-3 ${tint}`} strokeWidth={2.5} />
      {word}
    </span>
  );
}
