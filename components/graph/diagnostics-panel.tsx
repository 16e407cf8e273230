'use client';

import { ChevronDown, FileWarning, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import type { Diagnostic } from '@/lib/project/diagnostic';
import type { NodeId } from '@/lib/graph/node-id';
import { cn } from '../ui/cn';
import { countOf } from '../ui/format-count';

interface DiagnosticsPanelProps {
  readonly diagnostics: readonly Diagnostic[];
  readonly onShowNode: (id: NodeId) => void;
}

/** What is wrong in the project's files, where, and what to do; gone by itself once the files are right. */
export function DiagnosticsPanel({ diagnostics, onShowNode }: DiagnosticsPanelProps) {
  const errors = diagnostics.filter((one) => one.severity === 'error').length;
  const [open, setOpen] = useState(true);
  if (diagnostics.length === 0) return null;
  return (
    <section
      aria-label="Problems in the project"
      className={cn(
        'shrink-0 border-b',
        errors > 0 ? 'border-run-failed/40 bg-run-failed-soft' : 'border-line bg-run-stopped-soft',
      )}
    >
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="flex w-full items-center gap-2 px-4 py-2 text-left text-sm"
      >
        <TriangleAlert
          aria-hidden
          className={cn('size-4 shrink-0', errors > 0 ? 'text-run-failed' : 'text-run-stopped')}
        />
        <span role={errors > 0 ? 'alert' : 'status'} className="min-w-0 flex-1">
          <strong className="font-semibold">{headline(errors, diagnostics.length - errors)}</strong>
          {errors > 0 && (
            <span className="text-ink-soft">
              {' '}
              Nothing can run until the files are right. The page notices by itself.
            </span>
          )}
        </span>
        <ChevronDown
          aria-hidden
          className={cn('size-4 shrink-0 text-ink-soft transition-transform', open && 'rotate-180')}
        />
      </button>
      {open && (
        <ul className="max-h-[clamp(4.5rem,100dvh-30rem,32dvh)] overflow-y-auto border-t border-line/60 bg-surface/60">
          {diagnostics.map((one, index) => (
            <li
              key={index}
              className="flex gap-3 border-b border-line/60 px-4 py-2.5 last:border-b-0"
            >
              <FileWarning
                aria-hidden
                className={cn(
                  'mt-0.5 size-4 shrink-0',
                  one.severity === 'error' ? 'text-run-failed' : 'text-run-stopped',
                )}
              />
              <div className="min-w-0 flex-1">
                <p className="font-medium break-words">
                  <span className="sr-only">{one.severity}: </span>
                  {one.message}
                </p>
                {one.hint !== null && <p className="break-words text-ink-soft">{one.hint}</p>}
                <p className="mt-0.5 flex flex-wrap items-center gap-x-3 font-mono text-2xs text-ink-soft">
                  {one.place !== null && (
                    <span className="break-all">
                      {one.place.file}:{one.place.line}:{one.place.column}
                    </span>
                  )}
                  {one.nodeId !== null && <ShowNode id={one.nodeId} onShow={onShowNode} />}
                </p>
              </div>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function ShowNode({ id, onShow }: { readonly id: NodeId; readonly onShow: (id: NodeId) => void }) {
  return (
    <button
      type="button"
      onClick={() => onShow(id)}
      className="underline decoration-line-strong underline-offset-2 hover:text-ink hover:decoration-ink"
    >
      {id}
    </button>
  );
}

function headline(errors: number, warnings: number): string {
  if (errors === 0) return `${countOf(warnings, 'warning')} in the project.`;
  const told = countOf(errors, 'error');
  return warnings === 0
    ? `${told} in the project.`
    : `${told} and ${countOf(warnings, 'warning')} in the project.`;
}
