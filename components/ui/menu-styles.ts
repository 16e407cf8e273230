/** What every menu lies on. */
export const menuSurface =
  'animate-fade z-50 overflow-y-auto rounded-lg border border-line bg-raised p-1 shadow-float';

/** How menus of the graph look, in one place for those that open by click and by the other button of the mouse. */
export const menuContent = `${menuSurface} max-h-[min(70vh,32rem)] min-w-56 text-sm text-ink`;

export const menuItem =
  'flex h-8 cursor-pointer items-center gap-2 rounded-md px-2 outline-none select-none data-[disabled]:cursor-default data-[disabled]:opacity-50 data-[highlighted]:bg-hover [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-ink-faint';

export const menuLabel = 'px-2 pt-1.5 pb-0.5 text-2xs text-ink-faint';

export const menuLine = 'my-1 h-px bg-line';
