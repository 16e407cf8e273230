import type { Viewport } from '@xyflow/react';

/**
 * Moves the picture that the server has drawn by wheel and drag, until the page's own code takes over from where the person
 * has moved it to. Runs in the browser as text beside the picture, so it uses nothing from outside of itself.
 */
export function moveFirstPicture(place: HTMLElement | null): void {
  const moved = place?.firstElementChild;
  const svg = moved?.firstElementChild;
  if (place == null || !(moved instanceof HTMLElement) || !(svg instanceof SVGSVGElement)) return;
  const box = svg.viewBox.baseVal;
  let view: { x: number; y: number; zoom: number } | null = null;
  const fit = (): { x: number; y: number; zoom: number } => {
    const { clientWidth: width, clientHeight: height } = place;
    const zoom = Math.min(1, width / box.width, height / box.height);
    return {
      x: width / 2 - (box.x + box.width / 2) * zoom,
      y: height / 2 - (box.y + box.height / 2) * zoom,
      zoom,
    };
  };
  const show = (next: { x: number; y: number; zoom: number }): void => {
    const first = fit();
    const scale = next.zoom / first.zoom;
    view = next;
    place.dataset['view'] = `${next.x} ${next.y} ${next.zoom}`;
    moved.style.transform = `matrix(${scale},0,0,${scale},${next.x - first.x * scale},${next.y - first.y * scale})`;
  };
  place.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault();
      const now = view ?? fit();
      const unit = event.deltaMode === 1 ? 0.05 : event.deltaMode === 2 ? 1 : 0.002;
      const wanted = now.zoom * 2 ** (-event.deltaY * unit * (event.ctrlKey ? 10 : 1));
      const zoom = Math.max(Math.min(0.02, fit().zoom * 0.9), Math.min(1.75, wanted));
      const { left, top } = place.getBoundingClientRect();
      const [x, y] = [event.clientX - left, event.clientY - top];
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
    const start = view ?? fit();
    const follow = ({ clientX, clientY }: PointerEvent): void =>
      show({
        x: start.x + clientX - event.clientX,
        y: start.y + clientY - event.clientY,
        zoom: start.zoom,
      });
    const end = (): void => {
      window.removeEventListener('pointermove', follow);
      window.removeEventListener('pointerup', end);
    };
    window.addEventListener('pointermove', follow);
    window.addEventListener('pointerup', end);
  });
}

/** To where the person has moved the picture of the server; null when they have not. */
export function readFirstView(): Viewport | null {
  const text = document.querySelector<HTMLElement>('[data-first-picture]')?.dataset['view'];
  const [x, y, zoom] = text?.split(' ').map(Number) ?? [];
  return x === undefined || y === undefined || zoom === undefined ? null : { x, y, zoom };
}
