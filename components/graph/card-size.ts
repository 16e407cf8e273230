/** Every card has this size, at every zoom, so that nothing is measured on the screen. Pixels at zoom 1. */
export const cardSize = { width: 244, height: 82 } as const;

/** Room between cards: between layers, and between cards of one layer. */
export const cardSpacing = { layer: 92, card: 22 } as const;
