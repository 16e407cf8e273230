'use client';

import { Columns2 } from 'lucide-react';
import { useState } from 'react';
import type { NodeDetail } from '@/lib/service/project/project-snapshot';
import { Button } from '../ui/button';
import { Dialog } from '../ui/dialog';
import { TabPanel, Tabs } from '../ui/tabs';
import { SideBySideTable } from './side-by-side-table';

/** A button that opens the definition before and now, side by side: the SQL, and the whole document. */
export function SideBySide({ detail }: { readonly detail: NodeDetail }) {
  const [open, setOpen] = useState(false);
  const [chosen, setChosen] = useState<string | null>(null);
  const { base } = detail;
  if (base === null) return null;
  const parts = [
    ...(base.sql === null && detail.sql === null
      ? []
      : [
          {
            name: 'SQL',
            language: 'sql',
            before: base.sql,
            after: detail.sql,
          } as const,
        ]),
    { name: 'YAML', language: 'yaml', before: base.yaml, after: detail.definition } as const,
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
        description={`From ${base.label} to what it is now.`}
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
          {parts.map(({ name, language, before, after }) => (
            <TabPanel
              key={name}
              value={name}
              className="min-h-0 flex-1 overflow-auto outline-offset-[-2px]"
            >
              <SideBySideTable
                label={name}
                language={language}
                before={before?.trimEnd() ?? null}
                after={after?.trimEnd() ?? null}
              />
            </TabPanel>
          ))}
        </Tabs>
      </Dialog>
    </>
  );
}
