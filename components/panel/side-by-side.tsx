'use client';

import { Columns2 } from 'lucide-react';
import { useState } from 'react';
import type { NodeDetail } from '@/lib/service/project/project-snapshot';
import { Button } from '../ui/button';
import { cn } from '../ui/cn';
import { Dialog } from '../ui/dialog';
import { TabPanel, Tabs } from '../ui/tabs';
import { lineDiff } from './line-diff';
import { pairLines, type LinePair } from './pair-lines';

/** A button that opens the definition before and now, side by side: the SQL, and the whole document. */
export function SideBySide({ detail }: { readonly detail: NodeDetail }) {
  const [open, setOpen] = useState(false);
  const [chosen, setChosen] = useState<string | null>(null);
  const { base } = detail;
  if (base === null) return null;
  const parts = [
    ...(base.sql === null && detail.sql === null
      ? []
      : [{ name: 'SQL', before: base.sql ?? '', after: detail.sql ?? '' }]),
    { name: 'YAML', before: base.yaml, after: detail.definition },
  ];
  return (
    <>
      <Button look="ghost" className="-ml-2 h-7 text-xs" onClick={() => setOpen(true)}>
        <Columns2 />
        Side by side
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title={detail.id}
        description={`Left as in ${base.label}, right as it is now.`}
        className="h-[85dvh] w-[min(76rem,calc(100vw-2rem))]"
      >
        <Tabs
          label="What is compared"
          value={chosen ?? parts[0]?.name ?? ''}
          tabs={parts.map(({ name }) => ({ value: name, label: name }))}
          onChange={setChosen}
          className="min-h-0"
          rowClassName="gap-4 px-5"
        >
          {parts.map(({ name, before, after }) => (
            <TabPanel
              key={name}
              value={name}
              className="min-h-0 flex-1 overflow-auto outline-offset-[-2px]"
            >
              <Pairs label={name} pairs={pairLines(lineDiff(before.trimEnd(), after.trimEnd()))} />
            </TabPanel>
          ))}
        </Tabs>
      </Dialog>
    </>
  );
}

function Pairs({ label, pairs }: { readonly label: string; readonly pairs: readonly LinePair[] }) {
  return (
    <table aria-label={label} className="w-full table-fixed font-mono text-xs leading-5">
      <thead className="sr-only">
        <tr>
          <th>Before</th>
          <th>Now</th>
        </tr>
      </thead>
      <tbody>
        {pairs.map(({ before, after, changed }, index) => (
          <tr key={index} className="align-top">
            <Cell line={before} ground={changed && before !== null ? 'bg-run-failed-soft' : ''} />
            <Cell line={after} ground={changed && after !== null ? 'bg-run-success-soft' : ''} />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Cell({ line, ground }: { readonly line: LinePair['before']; readonly ground: string }) {
  const isRemoved = ground === 'bg-run-failed-soft';
  return (
    <td
      className={cn(
        'border-r border-line px-2 last:border-r-0',
        ground,
        line === null && 'bg-sunken',
      )}
    >
      {line !== null && (
        <span className="flex gap-2">
          <span aria-hidden className="w-8 shrink-0 text-right text-ink-faint select-none">
            {line.number}
          </span>
          <span aria-hidden className="w-2 shrink-0 select-none">
            {ground === '' ? '' : isRemoved ? '−' : '+'}
          </span>
          <span className="min-w-0 break-words whitespace-pre-wrap">{line.text}</span>
        </span>
      )}
    </td>
  );
}
