/** What the page knows of an item; by the number that its card carries. */
export interface OfflineItem {
  readonly id: string;
  readonly state: string;
  readonly lines: readonly (readonly [name: string, value: string])[];
  readonly config: string;
}

/**
 * Moves, zooms, searches and selects in an exported page. It is written into that page as text: it may use nothing but
 * itself and the browser.
 */
export function offlineViewer(items: readonly OfflineItem[]): void {
  const svg = document.querySelector('svg');
  const search = document.querySelector('input');
  const panel = document.querySelector('aside');
  const found = document.querySelector('output');
  if (svg === null || search === null || panel === null || found === null) return;
  const whole = svg.getAttribute('viewBox') ?? '0 0 1 1';
  const [left = 0, top = 0, width = 1, height = 1] = whole.split(' ').map(Number);
  let view = { x: left, y: top, width, height };
  svg.removeAttribute('width');
  svg.removeAttribute('height');
  const show = (): void => {
    svg.setAttribute('viewBox', `${view.x} ${view.y} ${view.width} ${view.height}`);
    // Far away words are dust, and cost the most.
    svg.classList.toggle('far', view.width / svg.clientWidth > 5);
  };
  const zoom = (factor: number, clientX: number, clientY: number): void => {
    const point = new DOMPoint(clientX, clientY).matrixTransform(svg.getScreenCTM()?.inverse());
    view = {
      x: point.x - (point.x - view.x) * factor,
      y: point.y - (point.y - view.y) * factor,
      width: view.width * factor,
      height: view.height * factor,
    };
    show();
  };
  svg.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault();
      zoom(Math.exp(event.deltaY * 0.0015), event.clientX, event.clientY);
    },
    { passive: false },
  );
  let moved = 0;
  svg.addEventListener('pointerdown', (event) => {
    moved = 0;
    svg.setPointerCapture(event.pointerId);
  });
  svg.addEventListener('pointermove', (event) => {
    if (event.buttons !== 1) return;
    const scale = svg.getScreenCTM()?.a ?? 1;
    moved += Math.abs(event.movementX) + Math.abs(event.movementY);
    view = { ...view, x: view.x - event.movementX / scale, y: view.y - event.movementY / scale };
    show();
  });
  const cards = [...svg.querySelectorAll<SVGGElement>('.card')];
  const line = (parent: Element, name: string, text: string): void => {
    const element = document.createElement(name);
    element.textContent = text;
    parent.append(element);
  };
  const select = (card: SVGGElement | undefined, goes: boolean): void => {
    for (const other of svg.querySelectorAll('.selected, .lit')) {
      other.classList.remove('selected', 'lit');
    }
    panel.replaceChildren();
    panel.hidden = card === undefined;
    const index = Number(card?.dataset['index']);
    const item = items[index];
    if (card === undefined || item === undefined) return;
    card.classList.add('selected');
    for (const wire of svg.querySelectorAll(`[data-from="${index}"], [data-to="${index}"]`)) {
      wire.classList.add('lit');
    }
    line(panel, 'h2', item.id);
    line(panel, 'p', item.state);
    const list = document.createElement('dl');
    for (const [name, value] of item.lines) {
      line(list, 'dt', name);
      line(list, 'dd', value);
    }
    panel.append(list);
    if (item.config !== '') line(panel, 'pre', item.config);
    if (!goes) return;
    const box = card.getBBox();
    const place = card.transform.baseVal.getItem(0).matrix;
    const across = Math.min(width, 1600);
    const down = (across * svg.clientHeight) / svg.clientWidth;
    view = {
      x: place.e + box.width / 2 - across / 2,
      y: place.f + box.height / 2 - down / 2,
      width: across,
      height: down,
    };
    show();
  };
  svg.addEventListener('click', (event) => {
    // The end of a drag is no click.
    if (moved > 4) return;
    const under = document.elementFromPoint(event.clientX, event.clientY);
    select(under?.closest<SVGGElement>('.card') ?? undefined, false);
  });
  search.addEventListener('input', () => {
    const text = search.value.trim().toLowerCase();
    let count = 0;
    for (const card of cards) {
      const hit = items[Number(card.dataset['index'])]?.id.toLowerCase().includes(text) === true;
      card.classList.toggle('dim', text !== '' && !hit);
      if (hit) count += 1;
    }
    found.textContent = text === '' ? '' : `${count} found`;
  });
  search.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') {
      select(
        cards.find((card) => !card.classList.contains('dim')),
        true,
      );
    }
  });
  document.addEventListener('keydown', (event) => {
    const middle = [svg.clientWidth / 2, svg.clientHeight / 2] as const;
    if (event.key === 'Escape') select(undefined, false);
    if (event.target instanceof HTMLInputElement) return;
    if (event.key === '0') view = { x: left, y: top, width, height };
    if (event.key === '+') zoom(0.8, ...middle);
    if (event.key === '-') zoom(1.25, ...middle);
    if (event.key === '/') {
      event.preventDefault();
      search.focus();
    }
    show();
  });
  show();
}
