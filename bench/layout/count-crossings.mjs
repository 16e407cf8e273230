/** With more edges than this a part of them is looked at, and the count worked out from it. */
const mostEdges = 6000;

/**
 * How many pairs of edges cross when each is a straight line between the middles of its nodes.
 * @param {readonly (readonly [number, number])[]} edges
 * @param {readonly number[]} x
 * @param {readonly number[]} y
 */
export function countCrossings(edges, x, y) {
  const step = Math.max(1, Math.ceil(edges.length / mostEdges));
  const lines = edges
    .filter((_, index) => index % step === 0)
    .map(([from, to]) => ({
      from,
      to,
      ax: x[from] ?? 0,
      ay: y[from] ?? 0,
      bx: x[to] ?? 0,
      by: y[to] ?? 0,
    }))
    .toSorted((a, b) => Math.min(a.ax, a.bx) - Math.min(b.ax, b.bx));
  let crossings = 0;
  lines.forEach((one, index) => {
    const end = Math.max(one.ax, one.bx);
    for (let next = index + 1; next < lines.length; next += 1) {
      const other = lines[next];
      if (other === undefined || Math.min(other.ax, other.bx) >= end) break;
      const shares =
        one.from === other.from ||
        one.to === other.to ||
        one.from === other.to ||
        one.to === other.from;
      if (!shares && isCrossing(one, other)) crossings += 1;
    }
  });
  return crossings * step * step;
}

/**
 * @typedef {{ ax: number, ay: number, bx: number, by: number }} Line
 * @param {Line} one @param {Line} other
 */
function isCrossing(one, other) {
  /** @param {Line} line @param {number} px @param {number} py */
  const side = (line, px, py) =>
    Math.sign((line.bx - line.ax) * (py - line.ay) - (line.by - line.ay) * (px - line.ax));
  return (
    side(one, other.ax, other.ay) * side(one, other.bx, other.by) < 0 &&
    side(other, one.ax, one.ay) * side(other, one.bx, one.by) < 0
  );
}
