import { existsSync, readdirSync } from 'node:fs';
import { inRoot } from './root.mjs';
import { runBinAndRead } from './run.mjs';
import { heading } from './steps.mjs';

/**
 * Runs the tests of the TextMate grammars: annotated logs, and logs whose tokens are compared with a snapshot.
 * One file is one test. Both tools expand the patterns themselves, and read the grammars from package.json.
 */
export async function grammarSuites() {
  heading('Grammar (annotated logs)');
  const annotated = await suite('vscode-tmgrammar-test', {
    files: filesIn('test/grammar', /\.test\.sip-trace$/),
    // Grammars of the tests' own stand in for those that VS Code brings.
    args: [
      ...filesIn('test/grammar', /\.tmLanguage\.json$/).flatMap((file) => ['--grammar', file]),
      'test/grammar/**/*.test.sip-trace',
    ],
  });
  heading('Grammar (snapshots)');
  const logs = filesIn('test/grammar/snapshots', /\.log$/);
  const snapshots = await suite('vscode-tmgrammar-snap', {
    files: logs,
    // The tool would choose the grammar by the last part of the file name, `.log`, which is not ours.
    args: ['--scope', 'text.sip-trace', 'test/grammar/snapshots/*.log'],
  });
  return { passed: annotated.passed + snapshots.passed, failed: annotated.failed + snapshots.failed };
}

async function suite(bin, { files, args }) {
  if (files.length === 0) {
    console.log('no files');
    return { passed: 0, failed: 0 };
  }
  // The snapshot tool would write a missing snapshot and call that a success.
  const incomplete = bin.endsWith('snap') ? files.filter((file) => !existsSync(inRoot(`${file}.snap`))) : [];
  if (incomplete.length > 0) {
    console.log(`FAILED: no snapshot of ${incomplete.join(', ')}`);
    return { passed: 0, failed: incomplete.length };
  }
  const { code, output } = await runBinAndRead('vscode-tmgrammar-test', bin, args);
  // One line per file that passed ("successfuly" in one of the tools).
  const passed = Math.min(output.match(/run successful/g)?.length ?? 0, files.length);
  return { passed, failed: code === 0 ? files.length - passed : Math.max(1, files.length - passed) };
}

function filesIn(folder, pattern) {
  if (!existsSync(inRoot(folder))) return [];
  return readdirSync(inRoot(folder), { recursive: true })
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
    .filter((name) => pattern.test(name));
}
