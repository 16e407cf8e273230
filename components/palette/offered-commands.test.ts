import { expect, it, vi } from 'vitest';
import { OfferedCommands } from './offered-commands';

const command = (label: string) => ({ label, group: 'Graph', act: () => undefined });

it('has what is offered, until it is taken back, and tells of both', () => {
  const commands = new OfferedCommands();
  const onChange = vi.fn();
  const stop = commands.subscribe(onChange);
  const takeBack = commands.offer([command('Fit'), command('Tidy up')]);
  commands.offer([command('Plan')]);
  expect(commands.all().map(({ label }) => label)).toEqual(['Fit', 'Tidy up', 'Plan']);
  takeBack();
  expect(commands.all().map(({ label }) => label)).toEqual(['Plan']);
  expect(onChange).toHaveBeenCalledTimes(3);
  stop();
  commands.offer([command('Later')]);
  expect(onChange).toHaveBeenCalledTimes(3);
});

it('takes back its own of two that look the same', () => {
  const commands = new OfferedCommands();
  const [first, second] = [command('Fit'), command('Fit')];
  const takeBack = commands.offer([first]);
  commands.offer([second]);
  takeBack();
  expect(commands.all()).toEqual([second]);
  expect(commands.all()[0]).toBe(second);
});
