'use client';

import { Play } from 'lucide-react';
import { Button } from '../ui/button';
import { Dialog } from '../ui/dialog';
import { countOf } from '../ui/format-count';

interface RebuildDialogProps {
  readonly open: boolean;
  readonly total: number;
  readonly cached: number;
  readonly onClose: () => void;
  readonly onRun: () => void;
}

/** Asks before work is done again that is done already. */
export function RebuildDialog({ open, total, cached, onClose, onRun }: RebuildDialogProps) {
  return (
    <Dialog
      open={open}
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
      title={`Run all ${countOf(total, 'node')}?`}
      description={
        cached === total
          ? 'Every node is cached: its output is up to date. All of them would be rebuilt.'
          : `${cached} of them ${cached === 1 ? 'is' : 'are'} cached and would be rebuilt too.`
      }
      className="w-[min(26rem,calc(100vw-2rem))]"
    >
      <footer className="flex justify-end gap-2 px-5 py-4">
        <Button onClick={onClose}>Not now</Button>
        <Button look="primary" onClick={onRun}>
          <Play className="fill-current" />
          Rebuild everything
        </Button>
      </footer>
    </Dialog>
  );
}
