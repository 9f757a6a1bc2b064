/** What a client may say when it starts the server (`initializationOptions`). */
export interface Initialization {
  /** Commands that it runs when a code action names them; see `ActionArguments` in `features/codeActions.ts`. */
  readonly commands: ReadonlySet<string>;
}

/** Reads what a client has sent; whatever is missing or of the wrong type says nothing. */
export function readInitialization(value: unknown): Initialization {
  const commands = typeof value === 'object' && value !== null && 'commands' in value ? value.commands : undefined;
  const names = Array.isArray(commands) ? commands.filter((name) => typeof name === 'string') : [];
  return { commands: new Set(names) };
}
