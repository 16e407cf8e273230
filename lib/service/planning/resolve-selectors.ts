import { quoteForShell } from '../../events/request-flags';
import type { NodeStatus } from '../../events/run-event';
import type { NodeId } from '../../graph/node-id';
import {
  evaluateSelector,
  type Selected,
  type SelectionSource,
} from '../../graph/selectors/evaluate-selector';
import { parseSelector } from '../../graph/selectors/parse-selector';
import type { Selector } from '../../graph/selectors/selector';
import type { SelectorError } from '../../graph/selectors/selector-error';
import type { ProjectPaths } from '../../files/project-paths';
import { readLastRun } from '../../history/read-last-run';
import { kinds } from '../../kinds/registry';
import { err, ok, type Result } from '../../util/result';
import type { AssessedProject } from './assess-project';
import { selectableNodes } from './selectable-nodes';
import { serviceError, type ServiceError } from '../service-error';

export interface ResolvedSelectors {
  /** Null: no selector says which. Nodes that were removed from the project may be among them. */
  readonly only: ReadonlySet<NodeId> | null;
  readonly except: ReadonlySet<NodeId>;
  /** Sentences about conditions that hold for no node. */
  readonly warnings: readonly string[];
}

type Flag = '--select' | '--exclude';

/** The nodes that `--select` and `--exclude` mean, each null when it wasn't given. */
export async function resolveSelectors(
  paths: ProjectPaths,
  assessed: AssessedProject,
  asked: { readonly select: string | null; readonly exclude: string | null },
): Promise<Result<ResolvedSelectors, ServiceError>> {
  if (asked.select === null && asked.exclude === null) {
    return ok({ only: null, except: new Set(), warnings: [] });
  }
  const select = parse('--select', asked.select);
  if (!select.ok) return select;
  const exclude = parse('--exclude', asked.exclude);
  if (!exclude.ok) return exclude;
  const asksForStatus = [select.value, exclude.value].some(
    (selector) => selector !== null && usesStatus(selector),
  );
  const source: SelectionSource = {
    graph: assessed.parsed.manifest.graph,
    nodes: selectableNodes(assessed, asksForStatus ? await lastStatuses(paths) : new Map()),
    kinds: allKinds(assessed),
  };
  const only = evaluate('--select', select.value, source);
  if (!only.ok) return only;
  const except = evaluate('--exclude', exclude.value, source);
  if (!except.ok) return except;
  return ok({
    only: only.value?.ids ?? null,
    except: except.value?.ids ?? new Set(),
    warnings: [
      ...unmatchedTerms('--select', asked.select, only.value),
      ...unmatchedTerms('--exclude', asked.exclude, except.value),
    ],
  });
}

function parse(flag: Flag, text: string | null): Result<Selector | null, ServiceError> {
  if (text === null) return ok(null);
  const selector = parseSelector(text);
  return selector.ok ? selector : err(toServiceError(flag, selector.error));
}

function evaluate(
  flag: Flag,
  selector: Selector | null,
  source: SelectionSource,
): Result<Selected | null, ServiceError> {
  if (selector === null) return ok(null);
  const selected = evaluateSelector(selector, source);
  return selected.ok ? selected : err(toServiceError(flag, selected.error));
}

function usesStatus({ branches }: Selector): boolean {
  return branches.flat().some(({ condition }) => condition.by === 'status');
}

/** Where each node stood at the end of the last run. */
export async function lastStatuses(paths: ProjectPaths): Promise<ReadonlyMap<NodeId, NodeStatus>> {
  const run = await readLastRun(paths);
  return new Map([...(run?.nodes ?? [])].map(([id, { status }]) => [id, status]));
}

/** Those that come with the program, and those of nodes that somebody else's kinds made. */
function allKinds({ parsed }: AssessedProject): string[] {
  const used = Array.from(parsed.manifest.nodes.values(), ({ kind }) => kind);
  return [...new Set([...kinds.keys(), ...used])];
}

function toServiceError(flag: Flag, { code, message, hint, at }: SelectorError): ServiceError {
  const place = `(${flag}, character ${String(at.start + 1)})`;
  const words = message.replace(/\.$/, ` ${place}.`);
  switch (code) {
    case 'unknown_name':
      return serviceError('unknown_node', words, {
        hint: hint ?? 'The command `seeknal list` lists all nodes.',
      });
    case 'unknown_kind':
      return serviceError('unknown_kind', words, hint === null ? {} : { hint });
    case 'empty':
    case 'syntax':
    case 'unknown_method':
    case 'unknown_word':
    case 'ambiguous_name':
      return serviceError('invalid_selector', words, hint === null ? {} : { hint });
  }
}

function unmatchedTerms(flag: Flag, text: string | null, selected: Selected | null): string[] {
  if (text === null || selected === null) return [];
  return selected.unmatched.map(({ at, near }) => {
    const guess = near.length > 0 ? ` Did you mean ${near.join(', ')}?` : '';
    return `No node matches ${quoteForShell(text.slice(at.start, at.end))} in ${flag}.${guess}`;
  });
}
