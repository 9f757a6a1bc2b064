import { spawnSync } from 'node:child_process';

export interface Result {
  readonly status: number | null;
  readonly out: string;
  readonly error: string;
}

/** Runs the built command line as a shell would. */
export function sipTrace(args: readonly string[], input?: string | Uint8Array): Result {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['dist/sip-trace.js', ...args], {
    encoding: 'utf8',
    input,
  });
  return { status, out: stdout, error: stderr };
}
