import base from './playwright.config.ts';

/** `npm run pictures`: the pictures of the README, taken of the real page with demo agents. */
export default { ...base, testDir: 'e2e/pictures', testMatch: '*.pictures.ts', workers: 1 };
