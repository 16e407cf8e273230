import { X } from 'lucide-react';
import type { NodeError } from '@/lib/events/run-event';

/** Why a node failed, where, and what to do. */
export function ErrorBox({ error }: { readonly error: NodeError }) {
  return (
    <section
      aria-label="Error"
      className="mb-5 rounded-lg border border-run-failed/40 bg-run-failed-soft px-3 py-2.5"
    >
      <p className="flex gap-2 font-medium">
        <X aria-hidden className="mt-0.5 size-4 shrink-0 text-run-failed" strokeWidth={2.5} />
        <span className="min-w-0 break-words whitespace-pre-wrap">{error.message}</span>
      </p>
      {error.hint !== undefined && (
        <p className="mt-1 pl-6 break-words text-ink-soft">{error.hint}</p>
      )}
      {error.place !== undefined && (
        <p className="mt-1 pl-6 font-mono text-2xs break-all text-ink-soft">
          {error.place.file}:{error.place.line}:{error.place.column}
        </p>
      )}
    </section>
  );
}
