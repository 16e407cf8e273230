'use client';

import { useQuery } from '@tanstack/react-query';
import { Command } from 'cmdk';
import { useTheme } from 'next-themes';
import { useMemo, useState } from 'react';
import { projectQuery } from '../project/queries';
import { Kbd } from '../ui/kbd';
import { KindIcon } from '../ui/kind-icon';
import { useGoTo } from '../ui/use-go-to';
import { useOfferedCommands } from './commands-context';
import type { PaletteCommand } from './offered-commands';

/** Of thousands of nodes so many are shown at once; typing narrows them. */
const shownNodes = 50;

/** Commands, pages and nodes, to be found by typing. */
export function Palette({ onClose }: { readonly onClose: () => void }) {
  const goTo = useGoTo();
  const { setTheme } = useTheme();
  const offered = useOfferedCommands();
  const project = useQuery(projectQuery);
  const [text, setText] = useState('');
  const pages: readonly PaletteCommand[] = [
    { label: 'Graph', group: 'Go to', act: () => goTo('/') },
    { label: 'Runs', group: 'Go to', act: () => goTo('/runs') },
    { label: 'Quality', group: 'Go to', act: () => goTo('/quality') },
    { label: 'SQL', group: 'Go to', act: () => goTo('/sql') },
    { label: 'Light theme', group: 'Look', act: () => setTheme('light') },
    { label: 'Dark theme', group: 'Look', act: () => setTheme('dark') },
    { label: 'Theme of the system', group: 'Look', act: () => setTheme('system') },
  ];
  const groups = new Map<string, PaletteCommand[]>();
  for (const command of [...offered, ...pages]) {
    groups.set(command.group, [...(groups.get(command.group) ?? []), command]);
  }
  const nodes = useMemo(() => {
    const needle = text.trim().toLowerCase();
    const all = project.data?.nodes ?? [];
    return all.filter((node) => node.id.toLowerCase().includes(needle)).slice(0, shownNodes);
  }, [project.data, text]);
  const icons = new Map((project.data?.kinds ?? []).map(({ kind, icon }) => [kind, icon]));
  const take = (act: () => void): void => {
    onClose();
    act();
  };
  return (
    <Command label="Commands and nodes" loop>
      <Command.Input
        value={text}
        onValueChange={setText}
        placeholder="Do something, or go to a node"
        className="h-11 w-full border-b border-line bg-transparent px-4 text-sm outline-none placeholder:text-ink-faint"
      />
      <Command.List className="max-h-[55dvh] overflow-y-auto p-1.5 [&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:py-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:text-ink-faint">
        <Command.Empty className="px-3 py-6 text-center text-sm text-ink-soft">
          Nothing is called so.
        </Command.Empty>
        {[...groups].map(([group, commands]) => (
          <Command.Group key={group} heading={group}>
            {commands.map((command) => (
              <Command.Item
                key={command.label}
                value={`${group} ${command.label}`}
                onSelect={() => take(command.act)}
                className={itemClass}
              >
                <span className="flex-1">{command.label}</span>
                {command.shortcut !== undefined && <Kbd>{command.shortcut}</Kbd>}
              </Command.Item>
            ))}
          </Command.Group>
        ))}
        {nodes.length > 0 && (
          <Command.Group heading="Nodes">
            {nodes.map((node) => (
              <Command.Item
                key={node.id}
                value={node.id}
                onSelect={() => take(() => goTo(`/?node=${encodeURIComponent(node.id)}`))}
                className={itemClass}
              >
                <KindIcon
                  name={icons.get(node.kind) ?? ''}
                  className="size-3.5 shrink-0 text-ink-faint"
                />
                <span className="min-w-0 truncate">
                  <span className="text-ink-faint">{node.kind}.</span>
                  {node.name}
                </span>
              </Command.Item>
            ))}
          </Command.Group>
        )}
      </Command.List>
    </Command>
  );
}

const itemClass =
  'flex cursor-default items-center gap-2 rounded-md px-2.5 py-1.5 text-sm data-[selected=true]:bg-hover';
