import { constants, isAscii } from 'node:buffer';
import { closeSync, fstatSync, openSync, readdirSync, readFileSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { readOctets } from '../trace/octetReading';
import { readTrace, type Trace } from '../trace/trace';
import { decoded, isBareUtf8 } from './decoded';
import type { Io } from './usage';

/** Endings of the files that are read in a folder. */
const LOG_NAME = /\.(log|txt|siptrace|uccapilog)(\.gz)?$/i;

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
    return { file, trace: file === '-' ? traceOf(unpacked(readFileSync(0))) : traceIn(file) };
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

/** The trace in a file. */
function traceIn(file: string): Trace {
  const descriptor = openSync(file, 'r');
  try {
    const size = fstatSync(descriptor).size;
    // A pipe has no size; of a file that is longer than a buffer may be, reading says so.
    if (size === 0 || size > MOST_OCTETS) return traceOf(unpacked(readFileSync(descriptor)));
    const memory = new ArrayBuffer(size, { maxByteLength: size });
    const octets = Buffer.from(memory);
    let length = 0;
    for (let count = -1; count !== 0 && length < size; length += count) {
      count = readSync(descriptor, octets, length, size - length, null);
    }
    return traceOf(unpacked(octets.subarray(0, length)), () => memory.resize(0));
  } finally {
    closeSync(descriptor);
  }
}
const MOST_OCTETS = 2 ** 31 - 1;

/**
 * The trace in `octets`. As soon as these are not needed any more, `release` is called: a large log is held twice for as long as it is
 * decoded.
 */
function traceOf(octets: Uint8Array, release?: () => void): Trace {
  const isAllAscii = isAscii(octets);
  // What is longer than any text may be has to fail here, where that is told, and not when somebody asks for its text.
  if (octets.length > constants.MAX_STRING_LENGTH || (!isAllAscii && !isBareUtf8(octets))) {
    const text = decoded(octets);
    release?.();
    return readTrace(text);
  }
  const buffer = Buffer.from(octets.buffer, octets.byteOffset, octets.length);
  return readOctets({
    octets: buffer,
    isAscii: isAllAscii,
    asCharacters: (start, end) => buffer.toString('latin1', start, end),
    decode(start, end) {
      const text = buffer.toString(isAllAscii ? 'latin1' : 'utf8', start, end);
      if (end - start === buffer.length) release?.();
      return text;
    },
  });
}

/** The content of a gzip file, told by its first octets; of any other file the file itself. RFC 1952 2.3.1. */
function unpacked(octets: Buffer): Uint8Array {
  return octets[0] === 0x1f && octets[1] === 0x8b ? gunzipSync(octets) : octets;
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
  ERR_BUFFER_TOO_LARGE: 'what is packed in it is larger than Node.js can hold',
  Z_BUF_ERROR: 'the gzip file is cut',
  Z_DATA_ERROR: 'the gzip file is damaged',
  ERR_STRING_TOO_LONG: 'it is longer than the longest text that Node.js holds (about 512 MiB)',
};

/** Why something could not be read, in plain words. */
export function reasonOf(error: unknown): string {
  const code = (error as { code?: string }).code ?? '';
  return REASONS[code] ?? (error instanceof Error ? error.message : String(error));
}
