import { parseArgs } from 'node:util';

/** Where a command writes. */
export interface Io {
  readonly out: (text: string) => void;
  readonly error: (text: string) => void;
  /** Whether standard output takes colours. */
  readonly colour: boolean;
}

/** A command line that says something we do not understand; exit status 2. */
export class UsageError extends Error {}

export const USAGE = `Usage:
  sip-trace check [--format text|json|sarif|github] [--fail-on error|warning|information|hint|never]
                  [--config FILE | --no-config] FILE|FOLDER|- ...
  sip-trace list  [--format text|json|ndjson|csv] [--by transaction] FILE ...
  sip-trace explain TERM ...

  check    what failed, why, and what to do next; exit status 1 when something did. The nearest .sip-trace.json in the
           folder of a log or above it says which findings are shown, unless there is --config or --no-config
  list     the transactions of a log
  explain  any code or name of SIP, SDP and Microsoft's servers, and any finding: 421, ms-diagnostics 2013, Q.850 17,
           Warning 305, PT 18, timer F, REGISTER, Supported, k, 100rel, a=rtpmap, 0x80090308, registration-failed, ...
`;

/** What an option takes: one of a few words, any text, or nothing. */
type OptionKind = readonly string[] | 'text' | 'flag';

type OptionValues<O> = {
  readonly [K in keyof O]?: O[K] extends readonly string[] ? O[K][number] : O[K] extends 'flag' ? boolean : string;
};

/** Reads options and the names behind them. */
export function parseOptions<O extends Readonly<Record<string, OptionKind>>>(
  args: readonly string[],
  options: O,
): { values: OptionValues<O>; names: string[] } {
  const config = Object.fromEntries(
    Object.entries(options).map(([name, kind]) => [
      name,
      { type: kind === 'flag' ? ('boolean' as const) : ('string' as const) },
    ]),
  );
  let parsed: { values: Record<string, string | boolean | undefined>; positionals: string[] };
  try {
    parsed = parseArgs({ args: [...args], options: config, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
  for (const [name, value] of Object.entries(parsed.values)) {
    const allowed = options[name] ?? 'text';
    if (typeof allowed === 'object' && typeof value === 'string' && !allowed.includes(value)) {
      throw new UsageError(`--${name} takes ${allowed.join(', ')}, not "${value}"`);
    }
  }
  return { values: parsed.values as OptionValues<O>, names: parsed.positionals };
}
