'use client';

import {
  createContext,
  use,
  useEffect,
  useEffectEvent,
  useMemo,
  useState,
  type ReactNode,
} from 'react';

/** Something that can be done by the palette. */
export interface PaletteCommand {
  readonly label: string;
  readonly group: string;
  /** The key that does the same without the palette. */
  readonly shortcut?: string;
  readonly act: () => void;
}

interface Commands {
  readonly offered: readonly PaletteCommand[];
  readonly offer: (commands: readonly PaletteCommand[]) => () => void;
}

const CommandsContext = createContext<Commands>({ offered: [], offer: () => () => undefined });

/** Gathers what the parts of the page can do. */
export function CommandsProvider({ children }: { readonly children: ReactNode }) {
  const [lists, setLists] = useState<readonly (readonly PaletteCommand[])[]>([]);
  const commands = useMemo(
    () => ({
      offered: lists.flat(),
      offer: (list: readonly PaletteCommand[]) => {
        setLists((before) => [...before, list]);
        return () => setLists((before) => before.filter((other) => other !== list));
      },
    }),
    [lists],
  );
  return <CommandsContext value={commands}>{children}</CommandsContext>;
}

/** All that can be done on the page now. */
export function useOfferedCommands(): readonly PaletteCommand[] {
  return use(CommandsContext).offered;
}

/** Offers commands as long as the component is there. Which ones must not change; what they do may. */
export function useCommands(commands: readonly PaletteCommand[]): void {
  const { offer } = use(CommandsContext);
  const act = useEffectEvent((index: number) => commands[index]?.act());
  const offerAll = useEffectEvent(() =>
    offer(commands.map((command, index) => ({ ...command, act: () => act(index) }))),
  );
  useEffect(() => offerAll(), []);
}
