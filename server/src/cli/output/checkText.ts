import type { Severity } from '../../trace/findings';
import type { ReportFile } from '../report';

const COLOURS: Readonly<Record<Severity, string>> = { error: '31', warning: '33', information: '36', hint: '90' };

/** One line a finding, `FILE:LINE:COLUMN: severity code message`, one a file without SIP, and one that sums up. */
export function checkText(files: readonly ReportFile[], colour: boolean): string {
  const paint = (text: string, sgr: string): string => (colour ? `\u001b[${sgr}m${text}\u001b[0m` : text);
  const lines = files.flatMap(({ file, findings }) =>
    findings.map(
      ({ line, column, severity, code, message }) =>
        `${file}:${line}:${column}: ${paint(severity, COLOURS[severity])} ${code} ${message}`,
    ),
  );
  const empty = files.filter(({ error, counts }) => error === undefined && counts.messages === 0);
  const notices = empty.map(({ file }) => `${file}: no SIP message recognised`);
  return `${[...lines, ...notices, summary(files)].join('\n')}\n`;
}

function summary(files: readonly ReportFile[]): string {
  const all = files.flatMap(({ findings }) => findings);
  const messages = files.reduce((sum, { counts }) => sum + counts.messages, 0);
  const counted = (['error', 'warning', 'information', 'hint'] as const)
    .map((severity) => [all.filter((finding) => finding.severity === severity).length, severity] as const)
    .filter(([count]) => count > 0)
    .map(([count, severity]) => plural(count, severity));
  const read = `${plural(messages, 'message')} in ${plural(files.filter(({ error }) => error === undefined).length, 'file')}`;
  return `${counted.length === 0 ? 'No problem' : counted.join(', ')} found: ${read} read.${hidden(files)}`;
}

/** ` 3 findings left out by .sip-trace.json.`; empty when none are. */
function hidden(files: readonly ReportFile[]): string {
  const count = files.reduce((sum, file) => sum + file.hidden, 0);
  const configs = new Set(files.flatMap(({ config, hidden }) => (config === null || hidden === 0 ? [] : [config])));
  return count === 0 ? '' : ` ${plural(count, 'finding')} left out by ${[...configs].join(', ')}.`;
}

const plural = (count: number, word: string): string =>
  `${count} ${word}${count === 1 || word === 'information' ? '' : 's'}`;
