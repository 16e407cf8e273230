import type { ServerResponse } from 'node:http';
import { fetchAfterPaint } from './fetch-after-paint';

const found =
  /<body\b|<link rel="preload" as="script"[^>]*>|<script src="([^"]+)"[^>]*><\/script>/g;
/** At the end of a part: a tag, or a script from elsewhere, that is not complete. */
const unfinished = /<(?:script src="[^"]*"[^>]*>(?:<[^>]*)?|[^>]*)$/;

/**
 * Lets a page be painted before its code is fetched. Next puts some thirty scripts into the head of a page, and a browser
 * that fetches and compiles them has no hands free for what is already there to be seen. Here they are taken
 * out, and a few lines at the end of the page's shell fetch them when the browser says that it has painted.
 */
export class LateScripts {
  readonly #nonce: string;
  /** The beginning of an element whose end is still to come. */
  #rest = '';
  #isBody = false;
  /** Null when they are on their way: what comes later may come as it is. */
  #held: string[] | null = [];

  /** `nonce`: of the page's security policy. */
  constructor(nonce: string) {
    this.#nonce = nonce;
  }

  /** A page may come in parts, cut anywhere; gives what of it can be sent. */
  push(part: string): string {
    const html = this.#rest + part;
    const end = unfinished.exec(html)?.index ?? html.length;
    this.#rest = html.slice(end);
    return this.#change(html.slice(0, end));
  }

  /** What is left when the page has ended. */
  end(): string {
    const rest = this.#change(this.#rest);
    this.#rest = '';
    // A page without a script behind its shell.
    return this.#held === null || this.#held.length === 0 ? rest : rest + this.#fetch(this.#held);
  }

  #change(html: string): string {
    return html.replace(found, (element, src?: string) => {
      const held = this.#held;
      if (src === undefined) {
        const isBody = element === '<body';
        this.#isBody ||= isBody;
        return isBody || held === null ? element : '';
      }
      // One without the nonce is not Next's: it is for the security policy to stop it.
      const isNext = element.includes(` nonce="${this.#nonce}"`) && element.includes(' async=""');
      if (held === null || !isNext) return element;
      held.push(src);
      // React puts the script that starts the page behind its shell, as the first one outside of the head.
      return this.#isBody ? this.#fetch(held) : '';
    });
  }

  /** The addresses stand in a script that has the nonce: what got into the page otherwise can add none. */
  #fetch(held: readonly string[]): string {
    this.#held = null;
    const urls = JSON.stringify(held).replaceAll('<', '\\u003c');
    return `<script nonce="${this.#nonce}">(${fetchAfterPaint.toString()})(${urls})</script>`;
  }
}

/** Changes an answer on its way out if it is a page; anything else, and a page that was packed, goes out as it is. */
export function sendScriptsLate(response: ServerResponse, nonce: string): void {
  const write = response.write.bind(response) as (...all: unknown[]) => boolean;
  const end = response.end.bind(response) as (...all: unknown[]) => ServerResponse;
  const scripts = new LateScripts(nonce);
  const decoder = new TextDecoder();
  const textOf = (chunk: string | Uint8Array): string =>
    typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true });
  const changed = {
    write: (chunk: unknown, ...more: unknown[]): boolean => {
      if (!isPage(response) || !isText(chunk)) return write(chunk, ...more);
      return write(scripts.push(textOf(chunk)), ...more.filter(isCallback));
    },
    end: (chunk?: unknown, ...more: unknown[]): ServerResponse => {
      if (!isPage(response)) return end(chunk, ...more);
      const last = isText(chunk) ? scripts.push(textOf(chunk)) : '';
      return end(last + scripts.end(), ...[chunk, ...more].filter(isCallback));
    },
  };
  Object.assign(response, changed);
}

function isPage(response: ServerResponse): boolean {
  const type = response.getHeader('content-type');
  return (
    typeof type === 'string' &&
    type.startsWith('text/html') &&
    !response.hasHeader('content-encoding') &&
    !response.hasHeader('content-length')
  );
}

function isText(chunk: unknown): chunk is string | Uint8Array {
  return typeof chunk === 'string' || chunk instanceof Uint8Array;
}

function isCallback(value: unknown): boolean {
  return typeof value === 'function';
}
