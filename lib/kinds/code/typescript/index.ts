import type { Language } from '../language';

/** Nodes as `defineTransform({ name, inputs, run(ctx) })`. */
export const typescript: Language = {
  name: 'TypeScript',
  isNodeFile: (name) => /^[^_.].*\.ts$/.test(name) && !/\.(?:d|test)\.ts$/.test(name),
  loadReader: async () => (await import('./read-typescript')).readTypescript,
  loadImports: async () => (await import('./local-imports')).typescriptLocalImports,
  isDeclaration: () => false,
  loadRunner: async () => (await import('./run-typescript')).runTypescript,
};
