import { hash } from 'node:crypto';
import { Manifest } from './manifest';
import { manifestText } from './manifest-to-json';

/** SHA-256 in hex of everything in the manifest but the time at which it was made. */
export function hashManifest(manifest: Manifest): string {
  return hashTimelessText(timelessText(manifest));
}

export function hashTimelessText(text: string): string {
  return hash('sha256', text, 'hex');
}

/** A manifest never changes, and its text is asked for several times in a run. */
const texts = new WeakMap<Manifest, string>();

/** The text of manifest.json with an empty time of making: equal for equal content. */
export function timelessText(manifest: Manifest): string {
  let text = texts.get(manifest);
  if (text === undefined) {
    const { generatedAt } = manifest.metadata;
    text = manifestText(generatedAt === '' ? manifest : withGeneratedAt(manifest, ''));
    texts.set(manifest, text);
  }
  return text;
}

export function withGeneratedAt(manifest: Manifest, generatedAt: string): Manifest {
  return new Manifest({
    metadata: { ...manifest.metadata, generatedAt },
    nodes: manifest.nodes,
    edges: manifest.edges,
    extra: manifest.extra,
  });
}
