'use client';

import { FileDown } from 'lucide-react';
import { useEffect, useEffectEvent, useState } from 'react';
import { giveManifest } from './compare-menu';

/** Takes a manifest file that is dropped anywhere onto the page. */
export function DropZone({ onTake }: { readonly onTake: (base: string) => void }) {
  const [isOver, setIsOver] = useState(false);
  const take = useEffectEvent((file: File) => void giveManifest(file, onTake));
  useEffect(() => {
    const hasFiles = (event: DragEvent): boolean =>
      event.dataTransfer?.types.includes('Files') === true;
    const onOver = (event: DragEvent): void => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setIsOver(true);
    };
    const onLeave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setIsOver(false);
    };
    const onDrop = (event: DragEvent): void => {
      setIsOver(false);
      const file = event.dataTransfer?.files[0];
      if (file === undefined) return;
      event.preventDefault();
      take(file);
    };
    window.addEventListener('dragover', onOver);
    window.addEventListener('dragleave', onLeave);
    window.addEventListener('drop', onDrop);
    return () => {
      window.removeEventListener('dragover', onOver);
      window.removeEventListener('dragleave', onLeave);
      window.removeEventListener('drop', onDrop);
    };
  }, []);
  if (!isOver) return null;
  return (
    <div
      aria-hidden
      className="pointer-events-none fixed inset-3 z-50 flex items-center justify-center rounded-xl border-2 border-dashed border-focus bg-canvas/80"
    >
      <p className="flex items-center gap-3 rounded-lg border border-line bg-raised px-5 py-4 text-base font-medium shadow-float">
        <FileDown className="size-5 text-focus" />
        Drop a manifest.json to compare the project with it
      </p>
    </div>
  );
}
