'use client';

import {
  createContext,
  use,
  useEffect,
  useEffectEvent,
  useState,
  useSyncExternalStore,
  type ReactNode,
} from 'react';
import { OfferedCommands, type PaletteCommand } from './offered-commands';

const CommandsContext = createContext<OfferedCommands | null>(null);

/** Gathers what the parts of the page can do. */
export function CommandsProvider({ children }: { readonly children: ReactNode }) {
  const [commands] = useState(() => new OfferedCommands());
  return <CommandsContext value={commands}>{children}</CommandsContext>;
}

/** All that can be done on the page now. */
export function useOfferedCommands(): readonly PaletteCommand[] {
  const commands = useCommandsContext();
  return useSyncExternalStore(commands.subscribe, commands.all, commands.all);
}

/** Offers commands as long as the component is there. Which ones must not change; what they do may. */
export function useCommands(commands: readonly PaletteCommand[]): void {
  const { offer } = useCommandsContext();
  const act = useEffectEvent((index: number) => commands[index]?.act());
  const offerAll = useEffectEvent(() =>
    offer(commands.map((command, index) => ({ ...command, act: () => act(index) }))),
  );
  useEffect(() => offerAll(), []);
}

function useCommandsContext(): OfferedCommands {
  const commands = use(CommandsContext);
  if (commands === null) throw new Error('Commands are for children of CommandsProvider');
  return commands;
}
