import { isJsonArray, isJsonObject, type JsonValue } from './json';
import { isReference, isSecretName, mask } from './mask-secrets';

/** Shorter ones would cover half of every sentence. */
const leastLength = 4;

/** The user's part and the password of an address. */
const userInfo = /\b[a-z][\w+.-]*:\/\/[^\s:/@]*:([^\s@/]+)@/gi;

/**
 * Knows the secrets that a run has been given, and covers them in whatever is about to be written or
 * shown. What it is never told it can't cover: whoever resolves a secret tells it at once.
 */
export class Redactor {
  /** Longest first, so that a secret inside a longer one doesn't leave the rest of it behind. */
  #secrets: readonly string[] = [];

  /** Remembers a secret, with the forms in which it may come back: as part of an address, JSON or a header. */
  add(secret: string): void {
    const plain = secret.trim();
    if (plain.length < leastLength || plain === mask || isReference(plain)) return;
    const forms = [
      plain,
      encodeURIComponent(plain),
      JSON.stringify(plain).slice(1, -1),
      toBase64(plain),
    ];
    this.#secrets = [...new Set([...this.#secrets, ...forms])].sort((a, b) => b.length - a.length);
  }

  /** Remembers what stands under names such as "password" at any depth, and passwords in addresses. */
  learn(value: JsonValue, name = ''): void {
    if (isJsonArray(value)) {
      for (const item of value) this.learn(item, name);
    } else if (isJsonObject(value)) {
      for (const [key, field] of Object.entries(value)) {
        this.learn(field, isSecretName(name) ? name : key);
      }
    } else if (typeof value === 'string' || typeof value === 'number') {
      const text = String(value);
      if (isSecretName(name)) this.add(text);
      // Most texts are none, and there are many.
      if (!text.includes('://')) return;
      for (const [, password = ''] of text.matchAll(userInfo)) {
        this.add(password);
        this.add(decoded(password));
      }
    }
  }

  text(text: string): string {
    let covered = text;
    for (const secret of this.#secrets) {
      if (covered.includes(secret)) covered = covered.replaceAll(secret, mask);
    }
    return covered;
  }

  /**
   * The value with the texts in it covered, and the same one when there is nothing to cover. Fields in
   * `except` are left alone: ids must stay what they are, even when a password is a common word.
   */
  json<T>(value: T, except: ReadonlySet<string> = new Set()): T {
    if (this.#secrets.length === 0) return value;
    const text = JSON.stringify(value);
    if (!this.#secrets.some((secret) => text.includes(secret))) return value;
    // Covering texts changes no shapes.
    return this.#cover(value, except) as T;
  }

  #cover(value: unknown, except: ReadonlySet<string>): unknown {
    if (typeof value === 'string') return this.text(value);
    if (Array.isArray(value)) return value.map((item: unknown) => this.#cover(item, except));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, field]: [string, unknown]) => [
        key,
        except.has(key) ? field : this.#cover(field, except),
      ]),
    );
  }
}

function toBase64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
