import type { Condition, Reach, Selector } from './selector';

/** The selector as text that {@link parseSelector} reads back as the same one, in its plainest spelling. */
export function printSelector(selector: Selector): string {
  return selector.branches
    .map((terms) => terms.map(({ condition, reach }) => printTerm(condition, reach)).join(','))
    .join(' ');
}

function printTerm(condition: Condition, reach: Reach): string {
  const core = printCondition(condition);
  if (reach.type === 'self_contained') return `@${core}`;
  const { upstream, downstream } = reach;
  return (
    (upstream === 0 ? '' : `${printHops(upstream)}+`) +
    core +
    (downstream === 0 ? '' : `+${printHops(downstream)}`)
  );
}

function printHops(hops: number): string {
  return hops === Infinity ? '' : BigInt(hops).toString();
}

function printCondition(condition: Condition): string {
  switch (condition.by) {
    case 'name':
      return printName(condition.pattern);
    case 'state':
    case 'status':
      return `${condition.by}:${condition.word}`;
    case 'kind':
    case 'tag':
    case 'owner':
    case 'path':
      return `${condition.by}:${quoteWhere(/[\s,+]|^["']/, condition.pattern)}`;
  }
}

/** A node's id or name as a term of a selector. */
export function printName(name: string): string {
  return quoteWhere(/[\s,+:]|^["'@]/, name);
}

function quoteWhere(special: RegExp, text: string): string {
  return special.test(text) ? `"${text.replaceAll(/["\\]/g, '\\$&')}"` : text;
}
