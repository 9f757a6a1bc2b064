import { check } from './check';
import { ConfigurationError } from './configuration';
import { explain } from './explain';
import { list } from './list';
import { type Io, USAGE, UsageError } from './usage';

const COMMANDS: Readonly<Record<string, (args: readonly string[], io: Io) => number | Promise<number>>> = {
  check,
  list,
  explain,
};

/** Runs one command line and returns its exit status. */
export async function run(args: readonly string[], io: Io): Promise<number> {
  const [name = '', ...rest] = args;
  if (name === '--help' || name === '-h' || name === 'help') {
    io.out(USAGE);
    return 0;
  }
  try {
    const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
    if (command === undefined)
      throw new UsageError(name === '' ? 'a command is needed' : `there is no command "${name}"`);
    return await command(rest, io);
  } catch (error) {
    if (error instanceof ConfigurationError) {
      io.error(error.message);
      return 2;
    }
    if (!(error instanceof UsageError)) throw error;
    io.error(`sip-trace: ${error.message}\n\n${USAGE}`);
    return 2;
  }
}
