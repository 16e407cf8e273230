#!/usr/bin/env node
/**
 * The door of the command line: plain JavaScript, so that it can still speak on a Node that is too old
 * for the bundled CLI that it loads.
 */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const leastNode = [20, 19];
const packageDir = fileURLToPath(new URL('..', import.meta.url));
const bundle = new URL('../dist/cli/main.js', import.meta.url);

// The reader has left, as `head` does when it has seen enough: nothing to tell anyone.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error) => {
    if (error.code === 'EPIPE') process.exit();
    throw error;
  });
}
process.on('uncaughtException', endWithInternalError);
process.on('unhandledRejection', endWithInternalError);

if (isTooOld(process.versions.node)) {
  refuse(
    `seeknal needs Node ${leastNode.join('.')} or later, and this is Node ${process.versions.node}: install a later one from https://nodejs.org.`,
  );
} else if (!existsSync(bundle)) {
  refuse(`seeknal is not built yet: run \`npm run prepare\` in ${packageDir}.`);
} else {
  const main = await loadMain();
  if (main !== null) process.exitCode = await main(process.argv.slice(2));
}

async function loadMain() {
  try {
    return (await import(bundle.href)).main;
  } catch (error) {
    if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error;
    refuse(`seeknal is not installed completely: run \`npm ci\` in ${packageDir}.`);
    return null;
  }
}

function isTooOld(version) {
  const [major, minor] = version.split('.').map(Number);
  return major < leastNode[0] || (major === leastNode[0] && minor < leastNode[1]);
}

function refuse(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exitCode = 1;
}

/** Not something that a user did: users' mistakes never get here. */
function endWithInternalError(error) {
  const summary = error instanceof Error ? error.message : String(error);
  process.stderr.write(
    `seeknal: internal error: ${summary}\n` +
      'This is a bug: please report it with the command that you ran and what it prints with SEEKNAL_DEBUG=1.\n',
  );
  if (process.env.SEEKNAL_DEBUG === '1' && error instanceof Error) {
    process.stderr.write(`${error.stack}\n`);
  }
  process.exit(1);
}
