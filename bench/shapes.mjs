/**
 * The graphs that are timed. Each is a list of nodes in an order in which they can run; a node knows the
 * numbers of the nodes that it reads. Equal sizes give equal graphs, on every machine.
 */

/**
 * @typedef {{ readonly name: string, readonly reads: readonly number[] }} BenchNode
 * @typedef {'layered' | 'chain' | 'fan-out'} Shape
 */

/** @type {readonly Shape[]} */
export const shapes = ['layered', 'chain', 'fan-out'];

/**
 * @param {Shape} shape
 * @param {number} size
 * @returns {BenchNode[]}
 */
export function graphOf(shape, size) {
  const reads = { layered, chain, 'fan-out': fanOut }[shape](size);
  return reads.map((from, index) => ({ name: nameOf(index), reads: from }));
}

/** @param {number} index */
function nameOf(index) {
  return `n${String(index).padStart(6, '0')}`;
}

/**
 * Layers as wide as there are layers; a node reads one to three of the layer before its own, two on average.
 * @param {number} size
 */
function layered(size) {
  const width = Math.max(2, Math.round(Math.sqrt(size)));
  const random = randomNumbers(size);
  return Array.from({ length: size }, (_, index) => {
    const start = (Math.floor(index / width) - 1) * width;
    if (start < 0) return [];
    const count = 1 + Math.floor(random() * 3);
    const picks = Array.from({ length: count }, () => start + Math.floor(random() * width));
    return [...new Set(picks)].sort((a, b) => a - b);
  });
}

/**
 * Each node reads the one before.
 * @param {number} size
 */
function chain(size) {
  return Array.from({ length: size }, (_, index) => (index === 0 ? [] : [index - 1]));
}

/**
 * One node feeds all but the last, which reads them all.
 * @param {number} size
 */
function fanOut(size) {
  return Array.from({ length: size }, (_, index) => {
    if (index === 0) return [];
    if (index < size - 1 || size === 2) return [0];
    return Array.from({ length: size - 2 }, (_unused, nth) => nth + 1);
  });
}

/**
 * A linear congruential generator, with the numbers of Numerical Recipes: nothing here needs a better one.
 * @param {number} seed
 */
function randomNumbers(seed) {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/**
 * A node that no other reads, and one that as many as possible are made from: what a person edits last and
 * first.
 * @param {readonly BenchNode[]} nodes
 * @returns {{ leaf: number, root: number, descendantsOfRoot: number }} the root itself counts too
 */
export function leafAndRoot(nodes) {
  const roots = nodes.flatMap((node, index) => (node.reads.length === 0 ? [index] : []));
  let best = { root: 0, descendantsOfRoot: 0 };
  for (const root of roots.slice(0, 20)) {
    const reached = new Uint8Array(nodes.length);
    reached[root] = 1;
    let count = 1;
    nodes.forEach((node, index) => {
      if (reached[index] === 1 || !node.reads.some((from) => reached[from] === 1)) return;
      reached[index] = 1;
      count += 1;
    });
    if (count > best.descendantsOfRoot) best = { root, descendantsOfRoot: count };
  }
  return { leaf: nodes.length - 1, ...best };
}
