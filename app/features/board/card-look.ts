/** The grid of cards: as many columns as the container has room for. */
export const CARDS = 'grid grid-cols-1 gap-3.5 @2xl:grid-cols-2 @5xl:grid-cols-3';

/** The heights of a card's parts: what holds the place of a card is as high as one. */
export const CARD_PARTS = { head: 'h-9.5 shrink-0', screen: 'h-53', foot: 'min-h-8.5 shrink-0 touch:min-h-10' } as const;
