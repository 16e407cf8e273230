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
}
