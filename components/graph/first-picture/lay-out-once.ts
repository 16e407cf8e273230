import { layoutCanvas } from '@/lib/layout/layout-canvas';
import { LastFew } from '@/lib/util/last-few';
import { layoutRequest } from '../layout/layout-request';
import type { Picture } from '../picture/build-picture';
import type { FirstDrawing } from './first-drawing';

/** Most visits ask for a picture with the nodes and wires of one before. */
const mostKept = 4;
/** Refining more than this would hold up the server for everybody; the browser has a worker for it. */
const mostRefined = 12_000;

const laidOutBefore = new LastFew<FirstDrawing>(mostKept);

/**
 * Where everything in a picture goes, for the page that the server makes. It is refined at once, or cards would change
 * places under the eyes of who comes first; that is mostly the server itself, when it starts.
 */
export function layOutOnce(picture: Picture): FirstDrawing {
  const { key } = picture;
  return laidOutBefore.of(key, () => {
    const isDraft = picture.items.length > mostRefined;
    const drawing = layoutCanvas(layoutRequest(picture, null), isDraft ? 'quick' : 'refined');
    return { key, drawing, isDraft };
  });
}
