'use client';

import { ArrowDownToLine, Download, Search, WrapText } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { LogLevel, LogLine } from '@/lib/events/run-event';
import { downloadText } from '../ui/download-text';
import { countOf } from '../ui/format-count';
import { IconButton } from '../ui/icon-button';
import { SelectField } from '../ui/select-field';
import { LogList } from './log-list';
import { logText, toLogRows } from './log-rows';

const levels: readonly { readonly value: LogLevel; readonly label: string }[] = [
  { value: 'debug', label: 'All levels' },
  { value: 'info', label: 'Info and above' },
  { value: 'warning', label: 'Warnings and errors' },
  { value: 'error', label: 'Errors' },
];

/** A log to read: found by node, level and text, wrapped or not, followed while it grows, and as a file. */
export function LogView({
  logs,
  name,
  node = null,
  onNode,
}: {
  readonly logs: readonly LogLine[];
  /** Of the file that it is downloaded as. */
  readonly name: string;
  /** Only the lines of this node. */
  readonly node?: string | null;
  /** Chooses a node; without it there is no choice. */
  readonly onNode?: (node: string | null) => void;
}) {
  const [text, setText] = useState('');
  const [level, setLevel] = useState<LogLevel>('debug');
  const [wraps, setWraps] = useState(true);
  const [follows, setFollows] = useState(true);
  const nodes = useMemo(
    () => [...new Set(logs.flatMap((line) => line.node_id ?? []))].toSorted(),
    [logs],
  );
  const rows = useMemo(
    () => toLogRows(logs, { nodeId: node, text, level }),
    [logs, node, text, level],
  );
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="flex flex-wrap items-center gap-2 border-b border-line px-4 py-1.5 sm:px-6">
        <label className="relative min-w-40 flex-1 sm:max-w-72">
          <span className="sr-only">Search the log</span>
          <Search aria-hidden className="absolute top-2 left-2 size-3.5 text-ink-faint" />
          <input
            type="search"
            value={text}
            onChange={(event) => setText(event.target.value)}
            placeholder="Search the log"
            className="h-7.5 w-full rounded-md border border-line bg-surface pr-2 pl-7 text-sm"
          />
        </label>
        <SelectField
          label="Level"
          value={level}
          options={levels}
          onChange={(value) => setLevel(value)}
        />
        {onNode !== undefined && nodes.length > 0 && (
          <SelectField
            label="Node"
            value={node ?? ''}
            options={[
              { value: '', label: 'All nodes' },
              ...nodes.map((id) => ({ value: id, label: id })),
            ]}
            onChange={(value) => onNode(value === '' ? null : value)}
          />
        )}
        <span role="status" className="text-xs text-ink-faint tabular-nums">
          {countOf(rows.length, 'line')}
        </span>
        <span className="flex-1" />
        <IconButton
          label={wraps ? 'Don’t wrap long lines' : 'Wrap long lines'}
          aria-pressed={wraps}
          onClick={() => setWraps(!wraps)}
          className="aria-pressed:bg-hover"
        >
          <WrapText />
        </IconButton>
        <IconButton
          label={follows ? 'Following new lines' : 'Follow new lines'}
          aria-pressed={follows}
          onClick={() => setFollows(!follows)}
          className="aria-pressed:bg-hover"
        >
          <ArrowDownToLine />
        </IconButton>
        <IconButton
          label="Download the log"
          onClick={() =>
            downloadText(
              `${name}.log`,
              logText(node === null ? logs : logs.filter((line) => line.node_id === node)),
            )
          }
        >
          <Download />
        </IconButton>
      </div>
      <LogList
        rows={rows}
        mark={text}
        wraps={wraps}
        follows={follows}
        onFollow={setFollows}
        empty={
          logs.length === 0
            ? 'Nothing has been logged.'
            : 'No line of the log is like this. Search for less, or choose more.'
        }
        className="flex-1 sm:px-2"
      />
    </div>
  );
}
