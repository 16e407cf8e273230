/**
 * Must load on any Node that knows modules: it is asked before anything that newer ones brought.
 *
 * @param {string} version as in process.versions.node
 * @returns {string | null} why this Node won't do, as a sentence
 */
export function nodeProblem(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return null;
  return `Seeknal needs Node 20.19 or later, and this is Node ${version}: install a later one from https://nodejs.org.`;
}
