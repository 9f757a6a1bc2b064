import { pathToFileURL } from 'node:url';
import { rules, type Severity } from '../../trace/findings';
import type { ReportFile, ReportPlace } from '../report';

const LEVELS: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  information: 'note',
  hint: 'note',
};

/** A SARIF 2.1.0 log of one run. Files that could not be read are notifications of the tool. */
export const checkSarif = (files: readonly ReportFile[]): string =>
  `${JSON.stringify(
    {
      $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
      version: '2.1.0',
      runs: [
        {
          columnKind: 'utf16CodeUnits',
          tool: {
            driver: {
              name: 'SIP Trace',
              rules: rules.map(({ code, severity, source, href, page }) => ({
                id: code,
                shortDescription: { text: page.title },
                fullDescription: { text: page.meaning },
                help: { text: `${page.advice} Source: ${source}.` },
                helpUri: href,
                defaultConfiguration: { level: LEVELS[severity] },
              })),
            },
          },
          invocations: [
            {
              executionSuccessful: files.every(({ error }) => error === undefined),
              toolExecutionNotifications: files
                .filter(({ error }) => error !== undefined)
                .map(({ file, error }) => ({ level: 'error', message: { text: `${file}: ${error}` } })),
            },
          ],
          results: files.flatMap(({ file, findings }) =>
            findings.map(({ code, severity, message, endLine, endColumn, related, ...place }) => ({
              ruleId: code,
              level: LEVELS[severity],
              message: { text: message },
              locations: [
                location(file, { line: place.line, column: place.column }, { line: endLine, column: endColumn }),
              ],
              relatedLocations: related.map((other, id) => ({
                id,
                ...location(file, other),
                message: { text: other.message },
              })),
            })),
          ),
        },
      ],
    },
    null,
    2,
  )}\n`;

const location = (file: string, start: ReportPlace, end?: ReportPlace) => ({
  physicalLocation: {
    artifactLocation: { uri: addressOf(file) },
    region: {
      startLine: start.line,
      startColumn: start.column,
      ...(end === undefined ? {} : { endLine: end.line, endColumn: end.column }),
    },
  },
});

/** A relative path as a URI reference, an absolute one as a file address. RFC 3986 4.2. */
const addressOf = (file: string): string =>
  /^([A-Za-z]:|[\\/])/.test(file) ? pathToFileURL(file).href : file.split(/[\\/]/).map(encodeURIComponent).join('/');
