import { constants, isAscii, isUtf8 } from 'node:buffer';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { keepCompiled } from '../trace/kept';
import { type OctetLog, OctetReading, readOctets } from '../trace/octetReading';
import { readTrace, type Trace } from '../trace/trace';
import { decoded } from './decoded';
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
export async function* readLogs(names: readonly string[]): AsyncGenerator<LogFile> {
  for (const name of names) {
    try {
      for (const file of name === '-' ? ['-'] : filesIn(name)) yield await readLog(file);
    } catch (error) {
      yield { file: name, error: reasonOf(error) };
    }
  }
}

/** Whether no file has been read. */
let isFirst = true;

/** Reads one file; `-` is standard input. */
export async function readLog(file: string): Promise<LogFile> {
  try {
    if (isFirst) isFirst = false;
    else keepCompiled('octets');
    return { file, trace: await (file === '-' ? traceOf(readFileSync(0)) : traceIn(file)) };
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

/** The trace in a file, whose octets are read while those in front of them are looked at. */
async function traceIn(file: string): Promise<Trace> {
  const handle = await open(file);
  try {
    const { size } = await handle.stat();
    // A pipe has no size; of what is longer than any text, reading tells what can be done with it.
    if (size === 0 || size > constants.MAX_STRING_LENGTH) return await traceOf(await handle.readFile());
    const memory = new ArrayBuffer(size, { maxByteLength: size });
    const octets = Buffer.from(memory);
    // A large log would be held twice for as long as it is decoded.
    const reading = new OctetReading(logOf(octets, () => memory.resize(0)));
    let length = 0;
    for await (length of arriving(handle, octets)) if (!isPacked(octets)) reading.advance(length);
    return isPacked(octets) ? await traceOf(octets.subarray(0, length)) : reading.end();
  } finally {
    await handle.close();
  }
}

/** Reads a file into `octets`; gives how many are there, again and again, while the next ones are being read. */
async function* arriving(handle: FileHandle, octets: Buffer): AsyncGenerator<number> {
  const readFrom = (start: number) => handle.read(octets, start, Math.min(AT_ONCE, octets.length - start), null);
  let next = readFrom(0);
  for (let length = 0; ; ) {
    const { bytesRead } = await next;
    if (bytesRead === 0) return;
    length += bytesRead;
    next = readFrom(length);
    yield length;
  }
}
/** Octets that are read at once. */
const AT_ONCE = 1 << 21;

/** The trace in the octets of a whole file. */
async function traceOf(file: Buffer): Promise<Trace> {
  const octets = isPacked(file) ? await unpacked(file) : file;
  // This has to fail here, where that is told, and not when somebody asks for its text.
  if (octets.length > constants.MAX_STRING_LENGTH) return readTrace(decoded(octets));
  return readOctets(logOf(octets));
}

const logOf = (octets: Buffer, release?: () => void): OctetLog => ({
  octets,
  isAscii: (start, end) => isAscii(octets.subarray(start, end)),
  isUtf8: (start, end) => isUtf8(octets.subarray(start, end)),
  asCharacters: (start, end) => octets.toString('latin1', start, end),
  decode: (start, end) => decoded(octets.subarray(start, end)),
  ...(release === undefined ? {} : { release }),
});

/** Whether it is a gzip file, told by its first octets. RFC 1952 2.3.1. */
const isPacked = (octets: Buffer): boolean => octets[0] === 0x1f && octets[1] === 0x8b;

/** What is in a gzip file. What unpacks it is loaded when it is needed. */
async function unpacked(octets: Buffer): Promise<Buffer> {
  const { gunzipSync } = await import('node:zlib');
  return gunzipSync(octets);
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
