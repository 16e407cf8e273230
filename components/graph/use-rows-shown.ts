'use client';

import { parseAsBoolean, useQueryState } from 'nuqs';

/** Whether rows stand on the wires, kept in the address; going back undoes a change. */
export function useRowsShown(): [boolean, (isShown: boolean) => void] {
  const [isShown, setShown] = useQueryState(
    'rows',
    parseAsBoolean.withDefault(true).withOptions({ history: 'push', scroll: false }),
  );
  return [isShown, (next) => void setShown(next)];
}
