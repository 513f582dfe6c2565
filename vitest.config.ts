import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{app,cli,common,prisma,server,stream}/**/*.test.{ts,tsx}'],
    environment: 'node',
    globalSetup: ['./cli/test/own-home.ts'],
    passWithNoTests: false,
    // two cores are shared with the processes that server tests start
    maxWorkers: 2,
    testTimeout: 60_000,
  },
});
