import type { DocumentSummary } from '../../server/src/features/documentSummary';

/** One MB as VS Code counts it. */
const MB = 1024 * 1024;

/** Limits of VS Code, in UTF-16 units and lines: above them it colours and folds nothing. */
const LARGE_LENGTH = 20 * MB;
const LARGE_LINES = 300_000;

/** Above this size, in bytes, VS Code hands a file to no extension. */
export const LARGEST_FILE = 50 * MB;

/** What the status bar shows of one document. */
export interface StatusText {
  /** With the names of icons, such as `$(pulse)`. */
  readonly text: string;
  /** Markdown. */
  readonly tooltip: string;
  /** What a screen reader says instead of `text` and `tooltip`. */
  readonly spoken: string;
}

/** Messages and failures of a log, and whether VS Code shows all of it. */
export function readText(summary: DocumentSummary, largeFileOptimizations: boolean): StatusText {
  if (summary.messages === 0) return nothingReadText;
  const failures = summary.errors + summary.warnings;
  const counts = `${counted(summary.messages, 'message')}, ${counted(failures, 'failure')}`;
  const hidden = summary.hidden === 0 ? '' : ` ${counted(summary.hidden, 'more finding')} left out by the settings.`;
  const details =
    `${counted(summary.messages, 'message')} in ${counted(summary.transactions, 'transaction')}; ` +
    `${counted(summary.errors, 'error')} and ${counted(summary.warnings, 'warning')} in Problems.${hidden}`;
  const isLarge = summary.length > LARGE_LENGTH || summary.lines > LARGE_LINES;
  if (!isLarge || !largeFileOptimizations) {
    return {
      text: `$(pulse) SIP: ${counts}`,
      tooltip: details,
      spoken: `SIP Trace: ${counts}.${hidden} Show problems`,
    };
  }
  const reason =
    `No colours and no folds: VS Code leaves them out above 20 MB or 300,000 lines, and this log has ` +
    `${megabytes(summary.length)} and ${counted(summary.lines, 'line')}. Problems and hovers work.`;
  const wayOut = 'To have them, turn off the setting "Large File Optimizations" of the editor and open the log again.';
  return {
    text: `$(pulse) SIP: ${counts} (no colours)`,
    tooltip: `${details}\n\n${reason}\n\n${wayOut.replace(
      /the setting ".*?" of the editor/,
      '[editor.largeFileOptimizations](command:workbench.action.openSettings?%5B%22editor.largeFileOptimizations%22%5D)',
    )}`,
    spoken: `SIP Trace: ${counts}. ${reason} ${wayOut} Show problems`,
  };
}

/** A log in which no message was read: that it shows no failure must not look like good news. */
const NOTHING_READ =
  'No SIP message was read in this log, so nothing can be said about it. Where it does hold messages, describe the lines ' +
  'around them in the setting "sipTrace.formats" and try it with the command "SIP Trace: Test Format on Selection".';

const nothingReadText: StatusText = {
  text: '$(question) SIP: no message read',
  tooltip: NOTHING_READ,
  spoken: `SIP Trace: ${NOTHING_READ}`,
};

/** A log that VS Code does not hand over. */
export function tooLargeText(size: number): StatusText {
  const reason = `Not available: VS Code hands files above 50 MB to no extension, and this one has ${megabytes(size)}.`;
  const wayOut =
    'Split it into parts below 20 MB and open these, or read it with the command line: sip-trace check FILE.';
  return {
    text: '$(circle-slash) SIP: not available above 50 MB',
    tooltip: `${reason}\n\n${wayOut.replace('sip-trace check FILE', '`sip-trace check FILE`')}`,
    spoken: `SIP Trace: ${reason} ${wayOut}`,
  };
}

export const readingText: StatusText = {
  text: '$(sync~spin) SIP: reading',
  tooltip: 'SIP Trace is reading this log.',
  spoken: 'SIP Trace is reading this log',
};

export const failedText: StatusText = {
  text: '$(error) SIP: not running',
  tooltip: 'The part of SIP Trace that reads logs is not running. Click to start it again.',
  spoken: 'SIP Trace is not running. Restart it',
};

/** `1 message`, `1,234 messages`, `no messages`. */
function counted(count: number, noun: string): string {
  return `${count === 0 ? 'no' : count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;
}

const megabytes = (size: number): string => `${(size / MB).toFixed(size < 10 * MB ? 1 : 0)} MB`;
