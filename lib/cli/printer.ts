import { createColors } from 'picocolors';
import { signs } from './signs';

/** One way for text to go. A message begins with the sign of its kind: ✓ ✗ ⚠ ℹ, or plain letters with --ascii. */
export interface Lines {
  readonly line: (text: string) => void;
  readonly success: (text: string) => void;
  readonly failure: (text: string) => void;
  readonly warning: (text: string) => void;
  readonly info: (text: string) => void;
}

/** Where text goes, and how it may look there. Its own lines are answers, and go to stdout. */
export interface Printer extends Lines {
  /** Why something can't be done, and what is doubtful: to stderr. */
  readonly problems: Lines;
  /** What is told along the way: to stdout, and nowhere with --quiet. */
  readonly chatter: Lines;
  readonly quiet: boolean;
  /** Whether only ASCII is wanted. */
  readonly ascii: boolean;
  readonly colors: ReturnType<typeof createColors>;
  /** Whether a person watches, so that lines may be drawn over. */
  readonly isTerminal: boolean;
  /** The same printer with its answers and chatter going through another function, a line a call. */
  readonly through: (write: (line: string) => void) => Printer;
}

export interface PrinterOptions {
  readonly ascii: boolean;
  /** Whether colours are wanted at all; they appear on terminals only, and never with NO_COLOR. */
  readonly color: boolean;
  readonly quiet: boolean;
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
}

export function createPrinter(options: PrinterOptions): Printer {
  const { stdout, stderr } = options;
  const mayColor = options.color && (process.env['NO_COLOR'] ?? '') === '';
  const sign = options.ascii ? signs.ascii : signs.unicode;
  const colorsFor = (stream: NodeJS.WriteStream): Printer['colors'] =>
    createColors(mayColor && isTerminal(stream));
  const lines = (write: (line: string) => void, colors: Printer['colors']): Lines => ({
    line: write,
    success: (text) => write(`${colors.green(sign.success)} ${text}`),
    failure: (text) => write(`${colors.red(sign.failure)} ${text}`),
    warning: (text) => write(`${colors.yellow(sign.warning)} ${text}`),
    info: (text) => write(`${colors.blue(sign.info)} ${text}`),
  });
  const colors = colorsFor(stdout);
  const problems = lines((text) => void stderr.write(`${text}\n`), colorsFor(stderr));
  const through = (write: (line: string) => void): Printer => {
    const answers = lines(write, colors);
    return {
      ...answers,
      problems,
      chatter: options.quiet ? lines(() => undefined, colors) : answers,
      quiet: options.quiet,
      ascii: options.ascii,
      colors,
      isTerminal: isTerminal(stdout),
      through,
    };
  };
  return through((text) => void stdout.write(`${text}\n`));
}

/** Of a pipe `isTTY` is undefined, whatever the types say; picocolors would guess then. */
function isTerminal(stream: { readonly isTTY?: boolean }): boolean {
  return stream.isTTY === true;
}
