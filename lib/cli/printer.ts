import { createColors } from 'picocolors';

/** Where text goes, and how it may look there. */
export interface Printer {
  readonly line: (text: string) => void;
  readonly error: (text: string) => void;
  /** A message with the sign that tells its kind: ✓ ✗ ⚠ ℹ, or plain letters with --ascii. */
  readonly success: (text: string) => void;
  readonly failure: (text: string) => void;
  readonly warning: (text: string) => void;
  readonly info: (text: string) => void;
  readonly colors: ReturnType<typeof createColors>;
  /** Whether a person watches, so that lines may be drawn over. */
  readonly isTerminal: boolean;
}

export interface PrinterOptions {
  readonly ascii: boolean;
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
}

const signs = {
  unicode: { success: '✓', failure: '✗', warning: '⚠', info: 'ℹ' },
  ascii: { success: '[OK]', failure: '[ERR]', warning: '[WARN]', info: '[i]' },
};

export function createPrinter({ ascii, stdout, stderr }: PrinterOptions): Printer {
  const isTerminal = stdout.isTTY;
  const colors = createColors(isTerminal && process.env['NO_COLOR'] === undefined);
  const sign = ascii ? signs.ascii : signs.unicode;
  const line = (text: string): void => void stdout.write(`${text}\n`);
  return {
    line,
    error: (text) => void stderr.write(`${text}\n`),
    success: (text) => line(`${colors.green(sign.success)} ${text}`),
    failure: (text) => line(`${colors.red(sign.failure)} ${text}`),
    warning: (text) => line(`${colors.yellow(sign.warning)} ${text}`),
    info: (text) => line(`${colors.blue(sign.info)} ${text}`),
    colors,
    isTerminal,
  };
}

/** The rule above and below the plan and the summary. */
export const rule = '='.repeat(60);
