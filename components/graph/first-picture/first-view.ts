import type { Viewport } from '@xyflow/react';
import type { Size } from '@/lib/layout/geometry';
import type { DrawnCards, fitClear } from '../fit-clear';
import type { fitBox } from '../fit-view';

/** What the script beside the picture has to know. */
export interface FirstViewFacts {
  readonly cardSize: Size;
  readonly hasFocus: boolean;
  /** Where the browser keeps whether the map is shown. */
  readonly mapKey: string;
}

/**
 * Puts the picture that the server has drawn where the canvas will draw it, and moves it by wheel and drag, until the page's
 * own code takes over from where the person has moved it to, and opens what they have clicked on. Runs in the browser as text
 * beside the picture, so it uses nothing from outside of itself.
 */
export function moveFirstPicture(
  place: HTMLElement | null,
  { cardSize, hasFocus, mapKey }: FirstViewFacts,
  clear: typeof fitClear,
  fit: typeof fitBox,
): void {
  const moved = place?.firstElementChild;
  const svg = moved?.firstElementChild;
  const text = place?.querySelector('[data-drawing]')?.textContent;
  if (place == null || !(moved instanceof HTMLElement) || !(svg instanceof SVGSVGElement)) return;
  const box = svg.viewBox.baseVal;
  const drawn = JSON.parse(text ?? 'null') as Omit<DrawnCards, 'cardSize'> | null;
  let hasMap = true;
  try {
    hasMap = localStorage.getItem(mapKey) !== 'hidden';
  } catch {
    // A browser that keeps nothing.
  }
  let view: Viewport | null = null;
  let isTheirs = false;
  /** As the style sheet has it. */
  const plain = (): Viewport => {
    const { width, height } = place.getBoundingClientRect();
    const zoom = Math.min(1, width / box.width, height / box.height);
    return {
      x: width / 2 - (box.x + box.width / 2) * zoom,
      y: height / 2 - (box.y + box.height / 2) * zoom,
      zoom,
    };
  };
  const show = (next: Viewport): void => {
    const first = plain();
    const scale = next.zoom / first.zoom;
    view = next;
    if (isTheirs) place.dataset['view'] = `${next.x} ${next.y} ${next.zoom}`;
    moved.style.transform = `matrix(${scale},0,0,${scale},${next.x - first.x * scale},${next.y - first.y * scale})`;
  };
  // Called before the first frame too.
  new ResizeObserver(() => {
    if (drawn === null || isTheirs) return;
    const overlays = { hasMap, hasFocus };
    show(clear({ ...drawn, cardSize }, place.getBoundingClientRect(), overlays, fit));
  }).observe(place);
  place.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault();
      const now = view ?? plain();
      const unit = event.deltaMode === 1 ? 0.05 : event.deltaMode === 2 ? 1 : 0.002;
      const wanted = now.zoom * 2 ** (-event.deltaY * unit * (event.ctrlKey ? 10 : 1));
      const zoom = Math.max(Math.min(0.02, plain().zoom * 0.9), Math.min(1.75, wanted));
      const { left, top } = place.getBoundingClientRect();
      const [x, y] = [event.clientX - left, event.clientY - top];
      isTheirs = true;
      show({
        x: x - ((x - now.x) * zoom) / now.zoom,
        y: y - ((y - now.y) * zoom) / now.zoom,
        zoom,
      });
    },
    { passive: false },
  );
  place.addEventListener('pointerdown', (event) => {
    if (event.button !== 0 || event.shiftKey) return;
    const start = view ?? plain();
    const follow = ({ clientX, clientY }: PointerEvent): void => {
      isTheirs = true;
      show({
        x: start.x + clientX - event.clientX,
        y: start.y + clientY - event.clientY,
        zoom: start.zoom,
      });
    };
    const end = (up: PointerEvent): void => {
      window.removeEventListener('pointermove', follow);
      window.removeEventListener('pointerup', end);
      const isClick = Math.hypot(up.clientX - event.clientX, up.clientY - event.clientY) < 2;
      if (!isClick || drawn === null) return;
      const { left, top } = place.getBoundingClientRect();
      const x = (event.clientX - left - start.x) / start.zoom;
      const y = (event.clientY - top - start.y) / start.zoom;
      const card = Array.from(drawn.x).findIndex((from, index) => {
        const down = drawn.y[index] ?? 0;
        const isAcross = x >= from && x <= from + cardSize.width;
        return isAcross && y >= down && y <= down + cardSize.height;
      });
      if (card !== -1) place.dataset['clicked'] = String(card);
    };
    window.addEventListener('pointermove', follow);
    window.addEventListener('pointerup', end);
  });
}

/** The number of the card of the server's picture that the person has clicked on; null when they have not. */
export function readFirstClick(): number | null {
  const text = document.querySelector<HTMLElement>('[data-first-picture]')?.dataset['clicked'];
  return text === undefined ? null : Number(text);
}

/** To where the person has moved the picture of the server; null when they have not. */
export function readFirstView(): Viewport | null {
  const text = document.querySelector<HTMLElement>('[data-first-picture]')?.dataset['view'];
  const [x, y, zoom] = text?.split(' ').map(Number) ?? [];
  return x === undefined || y === undefined || zoom === undefined ? null : { x, y, zoom };
}
