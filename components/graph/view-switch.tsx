'use client';

import { FolderTree, Rows2, Rows3, Workflow } from 'lucide-react';
import { Choice } from '../ui/choice';
import { useHotkeys } from '../ui/use-hotkeys';
import { viewModes, type ViewMode } from './use-graph-url';

interface ViewSwitchProps {
  readonly value: ViewMode;
  readonly onChange: (view: ViewMode) => void;
}

/** Graph, list, tree, or graph and list; the key g goes on to the next. */
export function ViewSwitch({ value, onChange }: ViewSwitchProps) {
  useHotkeys({
    g: () => onChange(viewModes[(viewModes.indexOf(value) + 1) % viewModes.length] ?? 'graph'),
  });
  return (
    <Choice
      label="View"
      value={value}
      options={[
        { value: 'graph', label: 'Graph', icon: <Workflow aria-hidden /> },
        { value: 'list', label: 'List', icon: <Rows3 aria-hidden /> },
        { value: 'tree', label: 'Tree', icon: <FolderTree aria-hidden /> },
        { value: 'both', label: 'Both', icon: <Rows2 aria-hidden /> },
      ]}
      onChange={onChange}
    />
  );
}
