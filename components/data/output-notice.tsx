'use client';

import { FileQuestion, Hammer, Shapes, TriangleAlert } from 'lucide-react';
import Link from 'next/link';
import type { NodeId } from '@/lib/graph/node-id';
import type { OutputState } from '@/lib/service/data/output-state';
import { useStartRun } from '../plan/use-start-run';
import { Button, buttonClass } from '../ui/button';
import { CommandLine } from '../ui/command-line';
import { Notice } from '../ui/notice';

const icons = { never_built: Hammer, missing: FileQuestion, failed: TriangleAlert } as const;
const titles = {
  never_built: 'Never built',
  missing: 'The output is gone',
  failed: 'It failed',
} as const;

/** Why there are no rows to look at, and what to do. */
export function OutputNotice({
  id,
  output,
}: {
  readonly id: NodeId;
  readonly output: Exclude<OutputState, { state: 'ready' }>;
}) {
  const start = useStartRun();
  if (output.state === 'no_rows') {
    return (
      <Notice
        icon={Shapes}
        title="No rows of its own"
        actions={output.instead.map((input) => (
          <Link
            key={input}
            href={`/data/${encodeURIComponent(input)}`}
            className={buttonClass('plain')}
          >
            {input}
          </Link>
        ))}
      >
        {output.message}
      </Notice>
    );
  }
  return (
    <Notice
      icon={icons[output.state]}
      title={titles[output.state]}
      actions={
        <>
          <Button
            look="primary"
            unavailable={start.isPending ? 'It is being started' : null}
            onClick={() =>
              start.mutate({
                choice: { what: { by: 'nodes', ids: [id] }, reach: 'upstream', excludeTags: [] },
              })
            }
          >
            Run it, with what it needs
          </Button>
          <CommandLine command={`seeknal run --select '+${id}'`} />
        </>
      }
    >
      {output.message}
    </Notice>
  );
}
