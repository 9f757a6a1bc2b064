import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Logs of others, kept outside of the repository. */
export const SHARED_TRACES = '../shared/traces';

export interface LogFile {
  /** Path below the folder. */
  readonly name: string;
  readonly text: string;
}

/** All `.log` files below a folder; none when it is not there. */
export function logFilesIn(folder: string): LogFile[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.log'))
    .sort()
    .map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }));
}
