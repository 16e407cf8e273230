import { Option, type Command } from 'commander';

/** Flags that every command understands; they may stand before or after its name. */
export interface GlobalFlags {
  readonly project: string;
  /** Where state is kept; null: where the project's settings say. */
  readonly state: string | null;
  /** The file with connections; null: profiles.yml of the project, else that of the home folder. */
  readonly profile: string | null;
  readonly ascii: boolean;
  readonly color: boolean;
  readonly quiet: boolean;
}

const keys = ['project', 'state', 'profile', 'ascii', 'color', 'quiet'] as const;

export const globalFlags = {
  declare(command: Command): void {
    const options = [
      new Option(
        '--project <dir>',
        'the project folder (default: $SEEKNAL_PROJECT, else this one)',
      ),
      new Option(
        '--state <url>',
        'where state is kept, as in sqlite:state.db or postgres://user@host/database (default: $SEEKNAL_STATE, else as the project says)',
      ),
      new Option(
        '--profile <file>',
        'connections and source defaults (default: $SEEKNAL_PROFILE, else profiles.yml here or in ~/.seeknal)',
      ),
      new Option('-q, --quiet', 'print only what is wrong; the exit code tells the rest'),
      new Option('--ascii', 'plain letters instead of ✓ ✗ ⚠ ℹ'),
      new Option('--no-color', 'no colours, as with the variable NO_COLOR'),
    ];
    for (const option of options) command.addOption(option.helpGroup('Everywhere:'));
  },

  /** What was given, wherever it stood: the place nearest to the command counts. */
  of(command: Command): GlobalFlags {
    const given: Partial<Record<keyof GlobalFlags, unknown>> = {};
    for (let at: Command | null = command; at !== null; at = at.parent) {
      for (const key of keys) {
        if (at.getOptionValueSource(key) === 'cli') given[key] ??= at.getOptionValue(key);
      }
    }
    return {
      project:
        typeof given.project === 'string' ? given.project : (variable('SEEKNAL_PROJECT') ?? '.'),
      state: typeof given.state === 'string' ? given.state : variable('SEEKNAL_STATE'),
      profile: typeof given.profile === 'string' ? given.profile : variable('SEEKNAL_PROFILE'),
      ascii: given.ascii === true,
      color: given.color !== false,
      quiet: given.quiet === true,
    };
  },
};

/** Null also when it is there and says nothing. */
function variable(name: string): string | null {
  const value = process.env[name];
  return value === undefined || value === '' ? null : value;
}
