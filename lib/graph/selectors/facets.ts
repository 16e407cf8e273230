import { parseSelector } from './parse-selector';
import { printSelector } from './print-selector';
import type { Condition, Selector, Term } from './selector';

/** What can be chosen by a chip. */
export const facetNames = ['kind', 'status', 'state', 'tag', 'owner'] as const;
export type FacetName = (typeof facetNames)[number];

/** Chosen values by facet: within a facet any of them will do, and a node must meet every facet. */
export type Facets = Readonly<Record<FacetName, readonly string[]>>;

const noFacets: Facets = { kind: [], status: [], state: [], tag: [], owner: [] };

interface Split {
  /** What chips can't say; each branch on its own. */
  readonly rest: readonly (readonly Term[])[];
  readonly facets: Facets;
}

/** The values that a selector chooses by facets; none when it doesn't parse or says something else. */
export function facetsOf(text: string): Facets {
  const selector = parseSelector(text);
  return selector.ok ? split(selector.value).facets : noFacets;
}

/** The selector with a value of a facet added, or taken out when it was there; empty when nothing is left. */
export function toggleFacet(text: string, facet: FacetName, value: string): string {
  const parsed = parseSelector(text);
  if (!parsed.ok && text.trim() !== '') return text;
  const { rest, facets } = parsed.ok ? split(parsed.value) : { rest: [[]], facets: noFacets };
  const chosen = facets[facet];
  const next = chosen.includes(value)
    ? chosen.filter((other) => other !== value)
    : [...chosen, value];
  return print(rest, { ...facets, [facet]: next });
}

/**
 * Takes a selector apart, if it is what chips would have made of some rest: every branch of the rest joined with every
 * choice of one value a facet. Else all of it is rest, and chips narrow it.
 */
function split(selector: Selector): Split {
  const whole: Split = { rest: selector.branches, facets: noFacets };
  const rests = new Map<string, readonly Term[]>();
  const facets: Record<FacetName, string[]> = { ...mutable() };
  for (const terms of selector.branches) {
    const others = terms.filter((term) => facetOf(term) === null);
    rests.set(printTerms(others), others);
    const seen = new Set<FacetName>();
    for (const term of terms) {
      const found = facetOf(term);
      if (found === null) continue;
      if (seen.has(found.name)) return whole;
      seen.add(found.name);
      if (!facets[found.name].includes(found.value)) facets[found.name].push(found.value);
    }
  }
  const candidate = { rest: [...rests.values()], facets };
  const rebuilt = new Set(branchesOf(candidate.rest, facets).map(printTerms));
  const given = new Set(selector.branches.map(printTerms));
  const same = rebuilt.size === given.size && [...given].every((branch) => rebuilt.has(branch));
  return same ? candidate : whole;
}

function mutable(): Record<FacetName, string[]> {
  return { kind: [], status: [], state: [], tag: [], owner: [] };
}

function facetOf({ condition, reach }: Term): { name: FacetName; value: string } | null {
  if (reach.type !== 'hops' || reach.upstream > 0 || reach.downstream > 0) return null;
  switch (condition.by) {
    case 'kind':
    case 'tag':
    case 'owner':
      return { name: condition.by, value: condition.pattern };
    case 'status':
    case 'state':
      return { name: condition.by, value: condition.word };
    case 'name':
    case 'path':
      return null;
  }
}

function print(rest: readonly (readonly Term[])[], facets: Facets): string {
  const branches = branchesOf(rest, facets).filter((terms) => terms.length > 0);
  return branches.length === 0 ? '' : printSelector({ branches });
}

/** Conditions in the order of the facets, so that the same choice is the same text. */
function branchesOf(rest: readonly (readonly Term[])[], facets: Facets): Term[][] {
  let branches = rest.map((terms) => [...terms]);
  for (const name of facetNames) {
    const values = facets[name];
    if (values.length === 0) continue;
    branches = branches.flatMap((terms) => values.map((value) => [...terms, toTerm(name, value)]));
  }
  return branches;
}

function toTerm(name: FacetName, value: string): Term {
  const at = { start: 0, end: 0 };
  const reach = { type: 'hops', upstream: 0, downstream: 0 } as const;
  // The values come from the parser or from the words of the grammar: no other reaches a chip.
  const condition = (
    name === 'status' || name === 'state' ? { by: name, word: value } : { by: name, pattern: value }
  ) as Condition;
  return { condition, reach, at };
}

/** Facets in their order and then the rest, since a comma doesn't care. */
function printTerms(terms: readonly Term[]): string {
  if (terms.length === 0) return '';
  return printSelector({ branches: terms.map((term) => [term]) })
    .split(' ')
    .toSorted()
    .join(',');
}
