import { defineConfig, devices } from '@playwright/test';
import { usualBrowser } from './scripts/steps/find-browser.mjs';

const browser = usualBrowser();

/** Each test starts its own dashboard on its own copy of a project: see e2e/fixtures.ts. */
export default defineConfig({
  testDir: 'e2e',
  outputDir: 'artefacts/browser-tests',
  fullyParallel: true,
  workers: 2,
  retries: 0,
  forbidOnly: process.env['CI'] !== undefined,
  timeout: 90_000,
  // A run of the sample takes two seconds, and many times that on a machine that is busy with other things.
  expect: { timeout: 15_000 },
  reporter: 'line',
  use: {
    ...devices['Desktop Chrome'],
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
    launchOptions: {
      ...(browser === undefined ? {} : { executablePath: browser }),
      // Nothing but the page may talk to the network: a request to elsewhere is a finding.
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
