'use client';

import { Columns3 } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { CheckItem } from '../ui/check-item';
import { menuContent } from '../ui/menu-styles';
import type { useNodeColumns } from './use-node-columns';

type ColumnMenuProps = Pick<ReturnType<typeof useNodeColumns>, 'menu' | 'onWanted'>;

/** Which columns the list is to have, and which of them wait for room. */
export function ColumnMenu({ menu, onWanted }: ColumnMenuProps) {
  const waiting = menu.filter(({ isWanted, hasRoom }) => isWanted && !hasRoom).length;
  const label = waiting === 0 ? 'Columns' : `Columns; ${String(waiting)} have no room`;
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger
        aria-label={label}
        title={label}
        className="relative grid size-6 place-items-center rounded-md text-ink-faint hover:bg-hover hover:text-ink data-[state=open]:bg-hover data-[state=open]:text-ink"
      >
        <Columns3 aria-hidden className="size-3.5" />
        {waiting > 0 && (
          <span aria-hidden className="absolute top-0 right-0 size-1.5 rounded-full bg-ink-soft" />
        )}
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align="end"
          sideOffset={4}
          collisionPadding={8}
          className={menuContent}
        >
          {menu.map(({ id, title, isFixed, isWanted, hasRoom }) => (
            <CheckItem
              key={id}
              checked={isWanted}
              disabled={isFixed}
              onChange={(is) => onWanted(id, is)}
              aside={isWanted && !hasRoom && 'no room'}
            >
              {title}
            </CheckItem>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
