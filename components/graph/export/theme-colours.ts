import { coloursOf } from '../scene/colours';

export type Theme = 'light' | 'dark';

/** What a CSS colour comes to in a theme, whichever the page has now. */
export function withThemeColours<T>(
  theme: Theme,
  paint: (colour: (css: string) => string) => T,
): T {
  const place = document.createElement('div');
  place.className = theme === 'light' ? 'theme-light' : 'dark';
  place.hidden = true;
  document.body.append(place);
  try {
    return paint(coloursOf(place).of);
  } finally {
    place.remove();
  }
}
