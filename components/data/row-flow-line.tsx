'use client';

import { useQuery } from '@tanstack/react-query';
import { ArrowRight, TrendingDown } from 'lucide-react';
import Link from 'next/link';
import type { NodeId } from '@/lib/graph/node-id';
import { countOf } from '../ui/format-count';
import { rowFlowQuery } from './queries';

/** What goes into a node and what comes out, with a word where unexpectedly little does. */
export function RowFlowLine({ id, version }: { readonly id: NodeId; readonly version: string }) {
  const flow = useQuery(rowFlowQuery(version));
  const node = flow.data?.nodes.find((one) => one.id === id);
  if (flow.data === undefined || node === undefined || node.rowsOut === null) return null;
  const inputs = flow.data.edges.filter(({ to, rows }) => to === id && rows !== null);
  return (
    <p className="flex flex-wrap items-center gap-x-2 gap-y-0.5 text-xs text-ink-soft">
      {inputs.map(({ from, rows }, at) => (
        <span key={from}>
          <Link
            href={`/data/${encodeURIComponent(from)}`}
            className="underline decoration-line-strong underline-offset-2 hover:decoration-ink"
          >
            {from}
          </Link>{' '}
          {countOf(rows ?? 0, 'row')}
          {at < inputs.length - 1 && ','}
        </span>
      ))}
      {inputs.length > 0 && <ArrowRight aria-label="become" className="size-3.5" />}
      <span className="font-medium text-ink">{countOf(node.rowsOut, 'row')}</span>
      {node.drop !== null && (
        <span className="flex items-center gap-1 rounded bg-run-stopped-soft px-1.5 text-ink">
          <TrendingDown aria-hidden className="size-3.5 text-run-stopped" />
          {node.drop}
        </span>
      )}
    </p>
  );
}
