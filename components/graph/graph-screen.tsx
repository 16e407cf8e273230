'use client';

import { useQuery } from '@tanstack/react-query';
import type { ServiceError } from '@/lib/service/service-error';
import type { Result } from '@/lib/util/result';
import { FailureNotice } from '../project/failure-notice';
import { unpackSnapshot } from '../project/pack-snapshot';
import { projectQuery } from '../project/queries';
import { problemOf } from '../project/service-failure';
import { EmptyProject } from './empty-project';
import { Workbench } from './workbench';

/** The front page: the pipeline as a graph, what the next run would do, and the buttons that do it. */
export function GraphScreen({
  initial,
  nonce,
}: {
  /** As the server saw it when it made the page; packed. */
  readonly initial: Result<string, ServiceError>;
  /** Of the security policy of this page; null when it has none. */
  readonly nonce: string | null;
}) {
  const project = useQuery({
    ...projectQuery,
    ...(initial.ok ? { initialData: () => unpackSnapshot(initial.value) } : {}),
  });
  if (project.data !== undefined) {
    const errors = project.data.diagnostics.filter((one) => one.severity === 'error');
    const hasErrors = errors.length > 0;
    // That there are no files is what the page says by itself.
    if (project.data.nodes.length === 0 && errors.every((one) => one.code === 'no_node_files')) {
      return <EmptyProject snapshot={project.data} />;
    }
    return <Workbench snapshot={project.data} nonce={nonce} hasErrors={hasErrors} />;
  }
  const problem = project.isError ? problemOf(project.error) : initial.ok ? null : initial.error;
  if (problem === null) return null;
  return <FailureNotice problem={problem} onRetry={project.refetch} />;
}
