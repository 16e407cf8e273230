import { readFile } from 'node:fs/promises';
import { runCommand } from './run-command.mjs';

const downloadMs = 5 * 60_000;

/**
 * Installs Debian's packages where that is possible: as root on Debian. Not on Ubuntu, some of whose
 * packages are empty shells around a snap.
 *
 * @param {...string} names
 * @returns {Promise<boolean>} whether it was possible and went well
 */
export async function installPackages(...names) {
  const release = await readFile('/etc/os-release', 'utf8').catch(() => '');
  if (process.getuid?.() !== 0 || !/^ID=debian$/m.test(release)) return false;
  const apt = ['apt-get', '-y', '--no-install-recommends'];
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  await runCommand([...apt, 'update'], { env, timeoutMs: downloadMs });
  return (
    (await runCommand([...apt, 'install', ...names], { env, timeoutMs: downloadMs })).code === 0
  );
}
