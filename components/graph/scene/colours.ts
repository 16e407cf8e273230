/** Colours of the theme that the page has now, for what is painted without classes. */
export interface Colours {
  /** The value of a CSS variable such as `--wire`, or of any CSS colour that uses some. */
  readonly of: (colour: string) => string;
  readonly font: string;
}

/** Read once for a theme: asking the browser for each node would take longer than painting it. */
export function coloursOf(element: HTMLElement): Colours {
  const style = getComputedStyle(element);
  const known = new Map<string, string>();
  const probe = document.createElement('span');
  return {
    font: style.fontFamily,
    of: (colour) => {
      const found = known.get(colour);
      if (found !== undefined) return found;
      // The browser works out color-mix and nested variables; a canvas takes plain colours only.
      probe.style.color = colour.startsWith('--') ? `var(${colour})` : colour;
      element.append(probe);
      const value = getComputedStyle(probe).color;
      probe.remove();
      known.set(colour, value);
      return value;
    },
  };
}
