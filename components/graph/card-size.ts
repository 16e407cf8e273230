/** Every card has this size, at every zoom, so that nothing is measured on the screen. Pixels at zoom 1. */
export const cardSize = { width: 244, height: 82 } as const;

/** Room between cards: between layers, between cards of one layer, and between wires that pass a layer side by side. */
export const cardSpacing = { layer: 80, card: 22, wire: 16 } as const;

/** Room inside the frame of an open group: around its cards, and above them for its name. */
export const framePadding = { side: 28, title: 64 } as const;
