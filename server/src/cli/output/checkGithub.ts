import type { Severity } from '../../trace/findings';
import type { ReportFile } from '../report';

const COMMANDS: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  information: 'notice',
  hint: 'notice',
};

/** Workflow commands that GitHub shows as annotations, one line a finding. */
export const checkGithub = (files: readonly ReportFile[]): string =>
  files
    .flatMap(({ file, findings }) =>
      findings.map(
        ({ severity, code, message, line, column, endLine, endColumn }) =>
          `::${COMMANDS[severity]} file=${property(file)},line=${line},endLine=${endLine},col=${column},endColumn=${endColumn},` +
          `title=${property(code)}::${data(message)}\n`,
      ),
    )
    .join('');

const data = (text: string): string => text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
const property = (text: string): string => data(text).replace(/:/g, '%3A').replace(/,/g, '%2C');
