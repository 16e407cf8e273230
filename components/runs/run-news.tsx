'use client';

import { useEffect, useRef } from 'react';
import { progressOf } from '@/lib/events/run-progress';
import { countByStatus, type RunView } from '@/lib/events/run-view';
import { useShownRun } from '../live/live-provider';
import { countOf } from '../ui/format-count';
import { outcomeStates } from '../ui/run-states';
import { wantsNotifications } from './use-notifications';
import { useRunView } from './use-run-view';

/** What stands before the title of a page because of a run. */
const prefix = /^(\(\d+\/\d+\)|[✓✗■]) /;
/** The title changes no more often than this. */
const titleMs = 250;
const signs = { success: '✓', failed: '✗', cancelled: '■', interrupted: '✗' } as const;

/** Tells of the run by the title of the page, and of its end by a notification to those who want one. */
export function RunNews() {
  const { shownRun } = useShownRun();
  const view = useRunView(shownRun).data ?? null;
  const told = useRef<string | null>(null);
  const lead = view === null ? '' : leadOf(view);
  const writtenAtMs = useRef(0);
  useEffect(() => {
    const write = (): void => {
      writtenAtMs.current = Date.now();
      const plain = document.title.replace(prefix, '');
      const wanted = lead === '' ? plain : `${lead} ${plain}`;
      if (document.title !== wanted) document.title = wanted;
    };
    // Browsers take long over a title, and nobody reads it thirty times a second.
    const timer = setTimeout(write, Math.max(0, writtenAtMs.current + titleMs - Date.now()));
    // A page that is opened brings a title element of its own.
    const observer = new MutationObserver(write);
    observer.observe(document.head, { childList: true, characterData: true, subtree: true });
    return () => {
      clearTimeout(timer);
      observer.disconnect();
    };
  }, [lead]);
  useEffect(() => {
    const runId = view?.started?.run_id;
    if (view === null || runId === undefined) return;
    if (view.outcome === null) {
      told.current = runId;
      return;
    }
    // Only of runs that this page has seen going on, and only to who looks elsewhere.
    if (told.current !== runId) return;
    told.current = null;
    if (document.visibilityState === 'visible' || !wantsNotifications()) return;
    const { failed, success } = countByStatus(view);
    const note = new Notification(`Run ${outcomeStates[view.outcome].label.toLowerCase()}`, {
      body:
        failed > 0
          ? `${countOf(failed, 'node')} failed, ${success} succeeded.`
          : `${countOf(success, 'node')} succeeded.`,
      // Of several tabs the browser shows one note.
      tag: runId,
    });
    note.onclick = () => {
      window.focus();
      window.location.assign(`/runs/${runId}`);
    };
  }, [view]);
  return null;
}

function leadOf(view: RunView): string {
  if (view.started === null) return '';
  if (view.outcome !== null) return signs[view.outcome];
  const { done, planned } = progressOf(view);
  return `(${done}/${planned})`;
}
