import type { Language } from '../language';

/** Nodes as decorated functions, as in `@transform(name="clean_users")`. */
export const python: Language = {
  name: 'Python',
  isNodeFile: (name) => name.endsWith('.py') && !name.startsWith('_'),
  loadReader: async () => (await import('./read-python')).readPython,
  loadImports: async () => (await import('./local-imports')).pythonLocalImports,
  // A source with a table is a declaration; its function is there for the decorator.
  isDeclaration: ({ kind, table, params }) =>
    kind === 'source' &&
    ((typeof table === 'string' && table !== '') ||
      (typeof params === 'object' && params !== null && 'query' in params)),
  loadRunner: async () => (await import('./run-python')).runPython,
};
