'use client';

import { useQuery } from '@tanstack/react-query';
import { ShieldQuestion } from 'lucide-react';
import { useMemo } from 'react';
import type { NodeId } from '@/lib/graph/node-id';
import { projectQuery } from '../project/queries';
import { problemOf } from '../project/service-failure';
import { qualityQuery } from '../data/queries';
import { Notice } from '../ui/notice';
import { Skeleton } from '../ui/skeleton';
import { CheckRow } from './check-row';

/** What was checked of one node: its own audits and checks, and the rules that read it. */
export function NodeQuality({ id, version }: { readonly id: NodeId; readonly version: string }) {
  const quality = useQuery(qualityQuery(version));
  const project = useQuery(projectQuery);
  const edges = project.data?.edges;
  const rules = useMemo(
    () =>
      new Set<string>([id, ...(edges ?? []).filter(({ from }) => from === id).map(({ to }) => to)]),
    [edges, id],
  );
  if (quality.isError) {
    const problem = problemOf(quality.error);
    return (
      <p role="alert" className="p-4">
        {problem.message} {problem.hint}
      </p>
    );
  }
  if (quality.data === undefined) return <Skeleton className="m-4 h-24" />;
  const checks = quality.data.checks.filter(
    ({ nodeId, source }) => nodeId === id || (source === 'rule' && rules.has(nodeId)),
  );
  if (checks.length === 0) {
    return (
      <Notice icon={ShieldQuestion} title="Nothing is checked here yet">
        Add <code className="font-mono text-xs">audits:</code> to the node, or a rule that reads it.
        What they find is shown here after the next run.
      </Notice>
    );
  }
  return (
    <div className="min-h-0 flex-1 overflow-y-auto p-4">
      <ul aria-label={`Checks of ${id}`} className="rounded-lg border border-line bg-surface">
        {checks.map((check) => (
          <CheckRow
            key={check.id}
            check={check}
            showNode={checks.some(({ nodeId }) => nodeId !== id)}
          />
        ))}
      </ul>
    </div>
  );
}
