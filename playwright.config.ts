import { defineConfig } from '@playwright/test';
import { installedBrowser } from './cli/test/browser.mjs';

const executablePath = installedBrowser(process.env);
if (executablePath === null) throw new Error('No browser to test in: npm test installs one, or name one with BECKON_TEST_BROWSER.');

const isRoot = process.getuid?.() === 0;

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  fullyParallel: true,
  workers: 2,
  retries: 0, // a test that passes at the second try hides a fault
  forbidOnly: true,
  timeout: 180_000, // bounds a hang; what is fast alone can be slow on a machine that is shared
  expect: { timeout: 30_000 },
  use: {
    browserName: 'chromium',
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath,
      args: [
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        ...(isRoot ? ['--no-sandbox'] : []), // Chromium's sandbox refuses to run as root
      ],
    },
  },
});
