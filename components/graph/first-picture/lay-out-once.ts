import { layoutCanvas } from '@/lib/layout/layout-canvas';
import { mostRefinedAtOnce } from '../layout/layout-engine';
import { layoutRequest } from '../layout/layout-request';
import type { Picture } from '../picture/build-picture';
import type { FirstDrawing } from './first-drawing';
import { LastFew } from '@/lib/util/last-few';

/** Most visits ask for a picture with the nodes and wires of one before. */
const mostKept = 4;
/** Refining more than this would hold up the server for everybody. */
const mostRefined = 12_000;
/** By then the page that asked first has all its code. */
const refineAfterMs = 1500;

const laidOutBefore = new LastFew<{ latest: FirstDrawing }>(mostKept);

/**
 * Where everything in a picture goes, for the page that the server makes. A large one is laid out quickly for who asks
 * first, and better for those who come later.
 */
export function layOutOnce(picture: Picture): FirstDrawing {
  const { key } = picture;
  return laidOutBefore.of(key, () => {
    const isDraft = picture.items.length > mostRefinedAtOnce;
    const drawing = layoutCanvas(layoutRequest(picture, null), isDraft ? 'quick' : 'refined');
    const kept: { latest: FirstDrawing } = { latest: { key, drawing, isDraft } };
    if (isDraft && picture.items.length <= mostRefined) {
      setTimeout(() => {
        const better = layoutCanvas(layoutRequest(picture, null), 'refined');
        kept.latest = { key, drawing: better, isDraft: false };
      }, refineAfterMs);
    }
    return kept;
  }).latest;
}
