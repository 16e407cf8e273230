'use client';

import { useQuery } from '@tanstack/react-query';
import { projectQuery } from '../project/queries';

/** Which project is open, and where it lies. */
export function ProjectName({
  initial,
}: {
  /** As the server saw it. */
  readonly initial: { readonly name: string; readonly directory: string };
}) {
  // Pages that show more of the project ask for it; the name alone is not worth a request.
  const { data } = useQuery({ ...projectQuery, enabled: false });
  const project = data ?? initial;
  return (
    <div className="flex min-w-0 items-baseline gap-2">
      {/* Two letters of it would say nothing. */}
      <span className="truncate font-semibold tracking-tight max-[380px]:sr-only">
        {project.name}
      </span>
      <span
        title={project.directory}
        // Cut at its start: the end of a path tells more.
        dir="rtl"
        className="min-w-0 truncate font-mono text-2xs text-ink-faint max-lg:hidden"
      >
        <bdi>{project.directory}</bdi>
      </span>
    </div>
  );
}
