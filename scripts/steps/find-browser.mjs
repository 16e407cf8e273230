import { existsSync } from 'node:fs';
import { installPackages } from './install-packages.mjs';
import { runCommand, tool } from './run-command.mjs';

const usualPlaces = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];
const downloadMs = 5 * 60_000;

/** The browser that this machine has, without a look at whether it works; undefined leaves it to Playwright. */
export function usualBrowser() {
  const named = process.env.CHROMIUM;
  if (named !== undefined && named !== '') return named;
  return usualPlaces.find((path) => existsSync(path));
}

/**
 * A Chromium that starts: one that is there, else one that Playwright or Debian gives us.
 *
 * @returns {Promise<string | null>} its path
 */
export async function findBrowser() {
  const { chromium } = await import('@playwright/test');
  const there = [usualBrowser(), chromium.executablePath()];
  for (const path of there) if (await isWorking(path)) return path ?? null;

  console.log("• Getting a browser: Playwright's own");
  const download = tool('@playwright/test/cli.js', 'install', 'chromium');
  await runCommand(download, { timeoutMs: downloadMs });
  if (await isWorking(chromium.executablePath())) return chromium.executablePath();

  console.log("• Getting a browser: Debian's chromium");
  if (!(await installPackages('chromium'))) return null;
  return (await isWorking(usualBrowser())) ? (usualBrowser() ?? null) : null;
}

/** Asking for the version loads the system libraries that a browser often lacks. @param {string | undefined} path */
async function isWorking(path) {
  if (path === undefined || !existsSync(path)) return false;
  return (await runCommand([path, '--version'], { timeoutMs: 30_000 })).code === 0;
}
