import { CodeLine } from '../ui/code-line';
import type { DiffSide } from './code-diff';

/** What a line of a comparison says, with the words marked that the other side does not have. */
export function DiffLineCode({
  line,
  mark,
}: {
  readonly line: DiffSide;
  /** The ground of what is marked, as a class. */
  readonly mark: string;
}) {
  return line.pieces.map((piece, index) =>
    piece.changed ? (
      <mark key={index} className={`rounded-xs text-inherit ${mark}`}>
        <CodeLine pieces={[piece]} />
      </mark>
    ) : (
      <CodeLine key={index} pieces={[piece]} />
    ),
  );
}
