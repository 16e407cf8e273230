'use client';

import { Monitor, Moon, Sun, type LucideIcon } from 'lucide-react';
import { useTheme } from 'next-themes';
import { useNow } from '../ui/use-now';
import { IconButton } from '../ui/icon-button';

const next: Record<string, { to: string; icon: LucideIcon; label: string }> = {
  system: { to: 'light', icon: Monitor, label: 'Theme: as the system. Switch to light' },
  light: { to: 'dark', icon: Sun, label: 'Theme: light. Switch to dark' },
  dark: { to: 'system', icon: Moon, label: 'Theme: dark. Switch to the system’s' },
};

/** Light, dark, or whatever the system says. */
export function ThemeSwitch() {
  const { theme, setTheme } = useTheme();
  // The stored choice is known in the browser only; until then it shows what the server would.
  const isInBrowser = useNow(null) !== null;
  const step = next[isInBrowser ? (theme ?? 'system') : 'system'];
  if (step === undefined) return null;
  const Icon = step.icon;
  return (
    <IconButton label={step.label} onClick={() => setTheme(step.to)}>
      <Icon />
    </IconButton>
  );
}
