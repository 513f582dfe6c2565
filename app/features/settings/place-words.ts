import type { KeyPlace } from '#app/actions/action-keys.ts';

export const PLACE_WORDS: Record<KeyPlace, string> = { page: 'outside of terminals', terminal: 'inside a terminal' };
