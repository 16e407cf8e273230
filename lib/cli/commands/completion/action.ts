import type { Invocation } from '../../define-command';
import { exitCodes } from '../../exit-codes';
import { bashScript } from './bash-script';
import { commandWords } from './command-words';
import { fishScript } from './fish-script';
import { zshScript } from './zsh-script';

const scripts = new Map([
  ['bash', bashScript],
  ['zsh', zshScript],
  ['fish', fishScript],
]);

/** `seeknal completion`: made from the commands themselves, so that it can't be out of date. */
export function completionAction(invocation: Invocation<object>): Promise<number> {
  const { args, printer, command } = invocation;
  let root = command;
  while (root.parent !== null) root = root.parent;
  const script = scripts.get(args[0] ?? '')?.(commandWords(root));
  if (script === undefined) return Promise.resolve(exitCodes.wrongUsage);
  printer.line(script);
  return Promise.resolve(exitCodes.done);
}
