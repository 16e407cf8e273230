#!/usr/bin/env node
/**
 * The door of the command line: plain JavaScript, so that it can still speak on a Node that is too old
 * for the bundled CLI that it loads. And CommonJS, because Node needs less time to start with it.
 */
const { existsSync } = require('node:fs');
const { dirname, join, sep } = require('node:path');

const leastNode = [20, 19];
const packageDir = dirname(__dirname);
const bundle = join(packageDir, 'dist', 'cli', 'main.cjs');

process.on('uncaughtException', endWithInternalError);
process.on('unhandledRejection', endWithInternalError);

if (isTooOld(process.versions.node)) {
  refuse(
    `seeknal needs Node ${leastNode.join('.')} or later, and this is Node ${process.versions.node}: install a later one from https://nodejs.org.`,
  );
} else if (!existsSync(bundle)) {
  refuse(`seeknal is not built yet: run \`npm run prepare\` in ${packageDir}${sep}.`);
} else {
  loadMain()?.(process.argv.slice(2)).then(
    (code) => (process.exitCode = code),
    endWithInternalError,
  );
}

function loadMain() {
  try {
    return require(bundle).main;
  } catch (error) {
    if (error.code !== 'MODULE_NOT_FOUND') throw error;
    refuse(`seeknal is not installed completely: run \`npm ci\` in ${packageDir}${sep}.`);
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
