import type { NodeId } from '@/lib/graph/node-id';
import type { ProjectSnapshot } from '@/lib/service/project/project-snapshot';
import { cn } from '../../ui/cn';
import { cardSize } from '../card-size';
import { fitClear } from '../fit-clear';
import { fitBox } from '../fit-view';
import type { Picture } from '../picture/build-picture';
import { itemStates } from '../scene/item-states';
import { Scene } from '../scene/scene';
import { mapKey } from '../use-map-shown';
import { CardIcons } from './card-icons';
import { drawFirstPicture } from './draw-first-picture';
import { packFirstDrawing, type FirstDrawing } from './first-drawing';
import { moveFirstPicture, type FirstViewFacts } from './first-view';
import { LastFew } from '@/lib/util/last-few';
import { layOutOnce } from './lay-out-once';

interface FirstPictureProps {
  readonly picture: Picture;
  readonly snapshot: ProjectSnapshot;
  readonly matches: ReadonlySet<NodeId> | null;
  /** Only what is near a node is shown, with the tools for it. */
  readonly hasFocus: boolean;
  /** Lets its script pass the page's content security policy. */
  readonly nonce: string | null;
  /** The canvas is there, and only has to be painted yet. */
  readonly isLeaving: boolean;
}

/**
 * The graph as the server draws it into the page. In the browser it stays as it came until the canvas is painted: the
 * browser never draws it, and a page that is reached without the server has none.
 */
export function FirstPicture({ isLeaving, ...input }: FirstPictureProps) {
  const markup = typeof window === 'undefined' ? markupOf(input) : '';
  return (
    <>
      <CardIcons
        items={input.picture.items}
        nodes={input.snapshot.nodes}
        icons={new Map(input.snapshot.kinds.map(({ kind, icon }) => [kind, icon]))}
      />
      <div
        aria-hidden
        data-first-picture=""
        suppressHydrationWarning
        className={cn(
          'absolute inset-0 cursor-grab touch-none overflow-hidden bg-canvas empty:hidden',
          isLeaving && 'pointer-events-none',
        )}
        dangerouslySetInnerHTML={{ __html: markup }}
      />
    </>
  );
}

type MarkupInput = Omit<FirstPictureProps, 'isLeaving'>;

function markupOf({ nonce, hasFocus, ...input }: MarkupInput): string {
  const allowed = nonce === null ? '' : ` nonce="${nonce}"`;
  const facts: FirstViewFacts = { cardSize, hasFocus, mapKey };
  const { svg, drawing } = pictureOf(input);
  return [
    `<div>${svg}</div>`,
    `<script type="application/json" data-drawing>${drawing}</script>`,
    `<script${allowed}>(${moveFirstPicture.toString()})(document.currentScript.parentElement,${JSON.stringify(facts)},${fitClear.toString()},${fitBox.toString()})</script>`,
  ].join('');
}

interface Drawn {
  readonly svg: string;
  readonly drawing: string;
}

/** Most visits ask for a picture that was drawn before. */
const drawnBefore = new LastFew<Drawn>(4);

function pictureOf(input: Omit<MarkupInput, 'nonce' | 'hasFocus'>): Drawn {
  const { picture, snapshot, matches } = input;
  const first = layOutOnce(picture);
  if (matches !== null) return drawPicture(input, first);
  const key = `${snapshot.directory} ${snapshot.version} ${picture.key}`;
  return drawnBefore.of(key, () => drawPicture(input, first));
}

function drawPicture(
  { picture, snapshot, matches }: Omit<MarkupInput, 'nonce' | 'hasFocus'>,
  first: FirstDrawing,
): Drawn {
  const scene = new Scene({ picture, drawing: first.drawing, isDraft: first.isDraft });
  const nodes = new Map(snapshot.nodes.map((node) => [node.id, node]));
  const svg = drawFirstPicture({
    scene,
    states: itemStates(scene.items, { nodes, view: null, matches }),
    names: scene.items.map((item) =>
      item.type === 'group' ? item.group.label : (nodes.get(item.id)?.name ?? ''),
    ),
    nodes,
    kindLabels: new Map(snapshot.kinds.map(({ kind, label }) => [kind, label])),
  });
  return { svg, drawing: packFirstDrawing(first) };
}
