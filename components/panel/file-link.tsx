import { SquarePen } from 'lucide-react';
import { PathText } from '../ui/path-text';

interface FileLinkProps {
  /** Relative to the project. */
  readonly path: string;
  /** From 1. */
  readonly line: number;
  /** Of the project; absolute. */
  readonly directory: string;
}

/** Where a node is defined; opens in the editor of whoever sits at the machine with the files. */
export function FileLink({ path, line, directory }: FileLinkProps) {
  return (
    <a
      href={`vscode://file${encodeURI(`${directory}/${path}`)}:${String(line)}`}
      title="Open in VS Code"
      className="group font-mono text-xs underline decoration-line-strong underline-offset-2 hover:decoration-ink"
    >
      <PathText path={`${path}:${String(line)}`} />
      <SquarePen
        aria-hidden
        className="ml-1 inline size-3 text-ink-faint opacity-0 group-hover:opacity-100 group-focus-visible:opacity-100"
      />
    </a>
  );
}

/** The line on which a node's file names it; the first when that can't be told. */
export function lineOfName(yaml: string | null): number {
  const index = (yaml ?? '').split('\n').findIndex((line) => /^name\s*:/.test(line));
  return Math.max(0, index) + 1;
}
