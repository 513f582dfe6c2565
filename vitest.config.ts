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
    expect: { poll: { timeout: 30_000 } }, // an event may be late on a busy machine; what never comes is the failure
  },
});
