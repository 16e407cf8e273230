import type { LucideIcon } from 'lucide-react';

/** How one state looks: never by colour alone, always with an icon and a word. */
export interface StateLook {
  readonly label: string;
  /** One sentence for legends and tooltips. */
  readonly meaning: string;
  readonly icon: LucideIcon;
  /** Colour of icon and stripe; words keep the colour of text, for contrast. */
  readonly tint: string;
  /** Ground of a chip or card in this state. */
  readonly ground: string;
  /** As a CSS colour, for what draws without classes. */
  readonly colour: string;
  /** Where there is room for nothing but a colour, what needs nobody is paler than what does. */
  readonly paleColour?: string;
}

/** What is as it should be needs nobody. */
export const paleCached = 'color-mix(in srgb, var(--run-cached) 45%, var(--surface))';

/** The CSS colour of a stripe, a dot or a bar. */
export function areaColour({ colour, paleColour }: StateLook): string {
  return paleColour ?? colour;
}
