import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { readTrace, type Trace } from '../trace/trace';
import type { Io } from './usage';

/** Endings of the files that are read in a folder. */
const LOG_NAME = /\.(log|txt|siptrace|uccapilog)$/i;

/** Folders that hold no logs of anybody. */
const SKIPPED = new Set(['node_modules', '.git']);

/** A file that has been read, or the reason why it could not be. */
export type LogFile =
  | { readonly file: string; readonly trace: Trace }
  | { readonly file: string; readonly error: string };

/** Reads what the command line names: files, all logs below a folder, `-` for standard input. One entry a file. */
export function* readLogs(names: readonly string[]): Generator<LogFile> {
  for (const name of names) {
    try {
      for (const file of name === '-' ? ['-'] : filesIn(name)) yield readLog(file);
    } catch (error) {
      yield { file: name, error: reasonOf(error) };
    }
  }
}

/** Reads one file; `-` is standard input. */
export function readLog(file: string): LogFile {
  try {
    return { file, trace: readTrace(decoded(readFileSync(file === '-' ? 0 : file))) };
  } catch (error) {
    return { file, error: reasonOf(error) };
  }
}

/** Names the files that could not be read, with the reason; whether there were any. */
export function reportUnreadable(
  files: readonly { readonly file: string; readonly error?: string }[],
  io: Io,
): boolean {
  const unreadable = files.filter(({ error }) => error !== undefined);
  for (const { file, error } of unreadable) io.error(`sip-trace: ${file}: cannot be read: ${error}\n`);
  return unreadable.length > 0;
}

/** Text by its byte order mark, which is left out; UTF-8 with invalid octets replaced where there is none. */
function decoded(octets: Uint8Array): string {
  const [first, second] = octets;
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
  return new TextDecoder(encoding).decode(octets);
}

function filesIn(name: string): string[] {
  if (!statSync(name).isDirectory()) return [name];
  return readdirSync(name, { withFileTypes: true })
    .sort((one, other) => (one.name < other.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(name, entry.name);
      if (entry.isDirectory()) return SKIPPED.has(entry.name) ? [] : filesIn(path);
      return entry.isFile() && LOG_NAME.test(entry.name) ? [path] : [];
    });
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'no such file or folder',
  EACCES: 'no permission to read it',
  EPERM: 'no permission to read it',
  EISDIR: 'it is a folder',
  ERR_FS_FILE_TOO_LARGE: 'it is larger than 2 GiB',
  ERR_STRING_TOO_LONG: 'it is longer than the longest text that Node.js holds (about 512 MiB)',
};

function reasonOf(error: unknown): string {
  const code = (error as { code?: string }).code ?? '';
  return REASONS[code] ?? (error instanceof Error ? error.message : String(error));
}
