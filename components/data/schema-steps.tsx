import Link from 'next/link';
import type { SchemaChange, SchemaStep } from '@/lib/service/history/schema-history';
import { Ago } from '../ui/ago';

/** When the columns of an output changed, and how; each leads to the run that did it. */
export function SchemaSteps({ steps }: { readonly steps: readonly SchemaStep[] }) {
  return (
    <ul aria-label="Changes of columns" className="space-y-1">
      {steps.map((step) => (
        <li key={step.runId} className="flex flex-wrap gap-x-2">
          <Link
            href={`/runs/${step.runId}`}
            className="underline decoration-line-strong underline-offset-2 hover:decoration-ink"
          >
            <Ago atMs={step.atMs} />
          </Link>
          <span className="min-w-0 break-words text-ink-soft">{changeText(step)}</span>
        </li>
      ))}
    </ul>
  );
}

function changeText({ added, removed, retyped }: SchemaChange): string {
  return [
    ...added.map(({ name, type }) => `+ ${name} ${type}`),
    ...removed.map(({ name }) => `− ${name}`),
    ...retyped.map(({ name, before, after }) => `${name}: ${before} → ${after}`),
  ].join(', ');
}
