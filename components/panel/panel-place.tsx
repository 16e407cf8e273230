'use client';

import { usePanelWidth } from './use-panel-width';

/** Where the panel of a node stands: beside the graph, on a narrow screen over its lower part. */
export const panelPlace =
  'animate-fade relative flex max-w-[85%] shrink-0 flex-col border-l border-line bg-surface max-md:absolute max-md:inset-x-0 max-md:bottom-0 max-md:z-20 max-md:h-[62%] max-md:!w-auto max-md:max-w-none max-md:rounded-t-2xl max-md:border-t max-md:border-l-0 max-md:shadow-float';

/** The room of the panel while its code is on the way, so that nothing moves when it comes. */
export function PanelPlace() {
  const { width } = usePanelWidth();
  return <aside aria-busy style={{ width }} className={panelPlace} />;
}
