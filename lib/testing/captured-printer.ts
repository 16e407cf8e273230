import { Writable } from 'node:stream';
import { createPrinter, type Printer, type PrinterOptions } from '../cli/printer';

/** A printer into memory, as if its output were piped. */
export function capturedPrinter(options: Partial<PrinterOptions> = {}): {
  readonly printer: Printer;
  /** What went to stdout so far. */
  readonly printed: () => string;
} {
  const chunks: string[] = [];
  const stdout = sink((chunk) => chunks.push(chunk));
  const printer = createPrinter({
    ascii: false,
    color: true,
    quiet: false,
    stdout,
    stderr: sink(() => undefined),
    ...options,
  });
  return { printer, printed: () => chunks.join('') };
}

function sink(write: (chunk: string) => void): NodeJS.WriteStream {
  const stream = new Writable({
    write: (chunk: Buffer, _, done) => {
      write(chunk.toString());
      done();
    },
  });
  return Object.assign(stream, { isTTY: false }) as unknown as NodeJS.WriteStream;
}
