import type { NodeId } from '@/lib/graph/node-id';
import { layoutCanvas, type CanvasDrawing } from '@/lib/layout/layout-canvas';
import type { ProjectSnapshot } from '@/lib/service/project/project-snapshot';
import { cn } from '../../ui/cn';
import { mostRefinedAtOnce } from '../layout/layout-engine';
import { layoutRequest } from '../layout/layout-request';
import type { Picture } from '../picture/build-picture';
import { itemStates } from '../scene/item-states';
import { Scene } from '../scene/scene';
import { drawFirstPicture } from './draw-first-picture';
import { moveFirstPicture } from './first-view';
import { LastFew } from './last-few';

interface FirstPictureProps {
  readonly picture: Picture;
  readonly snapshot: ProjectSnapshot;
  readonly matches: ReadonlySet<NodeId> | null;
  /** Lets its script pass the page's content security policy. */
  readonly nonce: string | null;
  /** The canvas is there, and only has to be painted yet. */
  readonly isLeaving: boolean;
}

/**
 * The graph as the server draws it into the page. In the browser it stays as it came until the canvas is painted: the
 * browser never draws it, and a page that is reached without the server has none.
 */
export function FirstPicture({ picture, snapshot, matches, nonce, isLeaving }: FirstPictureProps) {
  const markup =
    typeof window === 'undefined' ? markupOf({ picture, snapshot, matches, nonce }) : '';
  return (
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
  );
}

type MarkupInput = Omit<FirstPictureProps, 'isLeaving'>;

function markupOf({ nonce, ...input }: MarkupInput): string {
  const allowed = nonce === null ? '' : ` nonce="${nonce}"`;
  return `<div>${pictureOf(input)}</div><script${allowed}>(${moveFirstPicture.toString()})(document.currentScript.parentElement)</script>`;
}

/** Most visits ask for a picture that was drawn before, or for one with the nodes and wires of before. */
const mostKept = 4;
const drawnBefore = new LastFew<string>(mostKept);
const laidOutBefore = new LastFew<CanvasDrawing>(mostKept);

function pictureOf(input: Omit<MarkupInput, 'nonce'>): string {
  const { picture, snapshot, matches } = input;
  if (matches !== null) return drawPicture(input);
  const key = `${snapshot.directory} ${snapshot.version} ${picture.key}`;
  return drawnBefore.of(key, () => drawPicture(input));
}

function drawPicture({ picture, snapshot, matches }: Omit<MarkupInput, 'nonce'>): string {
  const effort = picture.items.length <= mostRefinedAtOnce ? 'refined' : 'quick';
  const drawing = laidOutBefore.of(picture.key, () =>
    layoutCanvas(layoutRequest(picture, null), effort),
  );
  const scene = new Scene({ picture, drawing, isDraft: false });
  const nodes = new Map(snapshot.nodes.map((node) => [node.id, node]));
  return drawFirstPicture({
    scene,
    states: itemStates(scene.items, { nodes, view: null, matches }),
    names: scene.items.map((item) =>
      item.type === 'group' ? item.group.label : (nodes.get(item.id)?.name ?? ''),
    ),
    nodes,
    kindLabels: new Map(snapshot.kinds.map(({ kind, label }) => [kind, label])),
  });
}
