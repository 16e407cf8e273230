import type { NodeId } from '@/lib/graph/node-id';
import type { ProjectSnapshot } from '@/lib/service/project/project-snapshot';
import { nextLook } from '../../ui/freshness-states';
import { KindIcon } from '../../ui/kind-icon';
import type { StateLook } from '../../ui/state-look';
import { changeMark } from '../change-mark';
import { lastStatus } from '../last-status';
import type { Item } from '../picture/build-picture';
import { mostElements } from '../wanted-cards';

type Node = ProjectSnapshot['nodes'][number];

const idOfKind = (kind: string): string => `first-kind-${kind}`;
const idOfLook = (look: StateLook): string =>
  `first-${look.label.toLowerCase().replaceAll(/\W+/g, '-')}`;

/** An icon of a kind at a place of a card, `size` wide. */
export function kindIconAt(kind: string, x: number, y: number, size: number): string {
  return `<use href="#${idOfKind(kind)}" x="${x}" y="${y}" width="${size}" height="${size}" class="text-ink-faint"/>`;
}

/** The icon of a state, in its colour. */
export function lookIconAt(look: StateLook, x: number, y: number, size: number): string {
  return `<use href="#${idOfLook(look)}" x="${x}" y="${y}" width="${size}" height="${size}" class="${look.tint}"/>`;
}

interface CardIconsProps {
  readonly items: readonly Item[];
  readonly nodes: readonly Node[];
  readonly icons: ReadonlyMap<string, string>;
}

/**
 * The icons of cards that are drawn whole, each once: the very ones that the cards will have. Of a graph of more
 * cards none is drawn whole at first, and the page brings none.
 */
export function CardIcons({ items, nodes, icons }: CardIconsProps) {
  if (items.length > mostElements) return null;
  const byId = new Map<NodeId, Node>(nodes.map((node) => [node.id, node]));
  const kinds = new Set<string>();
  const looks = new Map<string, StateLook>();
  for (const item of items) {
    const node = item.type === 'node' ? byId.get(item.id) : undefined;
    if (node === undefined) continue;
    kinds.add(node.kind);
    const last = lastStatus(node).look;
    for (const look of [last, ...(changeMark(node) === null ? [nextLook(node)] : [])]) {
      looks.set(idOfLook(look), look);
    }
  }
  return (
    <svg aria-hidden className="absolute size-0">
      {[...kinds].map((kind) => (
        <symbol key={kind} id={idOfKind(kind)} viewBox="0 0 24 24">
          <KindIcon name={icons.get(kind) ?? ''} className="" />
        </symbol>
      ))}
      {[...looks].map(([id, look]) => (
        <symbol key={id} id={id} viewBox="0 0 24 24">
          <look.icon strokeWidth={2.25} />
        </symbol>
      ))}
    </svg>
  );
}
