import { hash } from 'node:crypto';
import { Manifest } from './manifest';
import { manifestText } from './manifest-to-json';

/** SHA-256 in hex of everything in the manifest but the time at which it was made. */
export function hashManifest(manifest: Manifest): string {
  return hash('sha256', manifestText(withGeneratedAt(manifest, '')), 'hex');
}

export function withGeneratedAt(manifest: Manifest, generatedAt: string): Manifest {
  return new Manifest({
    metadata: { ...manifest.metadata, generatedAt },
    nodes: [...manifest.nodes.values()],
    edges: manifest.edges,
    extra: manifest.extra,
  });
}
