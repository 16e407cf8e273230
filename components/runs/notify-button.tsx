'use client';

import { Bell, BellOff } from 'lucide-react';
import { memo } from 'react';
import { IconButton } from '../ui/icon-button';
import { useNotifications } from './use-notifications';

/**
 * Lets the browser tell when a run has ended. Drawn apart from the run: to ask the browser what it allows is slow, and
 * a run is drawn anew with each event.
 */
export const NotifyButton = memo(function NotifyButton() {
  const { isOn, isPossible, toggle } = useNotifications();
  if (!isPossible) return null;
  return (
    <IconButton
      label={isOn ? 'Don’t tell me when runs end' : 'Tell me when runs end'}
      aria-pressed={isOn}
      onClick={toggle}
    >
      {isOn ? <Bell /> : <BellOff />}
    </IconButton>
  );
});
