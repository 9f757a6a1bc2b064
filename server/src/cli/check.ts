import { SEVERITIES, type Severity } from '../trace/findings';
import { ConfigurationError, Configurations } from './configuration';
import { readLogs, reportUnreadable } from './files';
import { checkGithub } from './output/checkGithub';
import { checkSarif } from './output/checkSarif';
import { checkText } from './output/checkText';
import { notReported, type ReportFile, reportOn } from './report';
import { type Io, parseOptions, UsageError } from './usage';

const FORMATS = ['text', 'json', 'sarif', 'github'] as const;
const THRESHOLDS = [...SEVERITIES, 'never'] as const;

/**
 * `sip-trace check`: what is wrong in the logs. Returns 0 when nothing is at or above `--fail-on`, 1 when something is, 2 when
 * a file can't be read or a configuration can't be used.
 */
export async function check(args: readonly string[], io: Io): Promise<number> {
  const { values, names } = parseOptions(args, {
    format: FORMATS,
    'fail-on': THRESHOLDS,
    config: 'text',
    'no-config': 'flag',
  });
  if (names.length === 0) throw new UsageError('check needs a file, a folder or - for standard input');
  if (values.config !== undefined && values['no-config'] === true) {
    throw new UsageError('--config and --no-config do not go together');
  }
  const configurations = new Configurations(values['no-config'] === true ? false : values.config);
  const broken = new Map<ReportFile, ConfigurationError>();
  const files: ReportFile[] = [];
  for await (const log of readLogs(names)) {
    const configuration = configurations.for(log.file);
    const isBroken = configuration instanceof ConfigurationError;
    const file = isBroken ? notReported(log, configuration.file) : reportOn(log, configuration);
    if (isBroken) broken.set(file, configuration);
    files.push(file);
  }
  io.out(render(values.format ?? 'text', files, io));
  reportBroken([...broken.values()], io);
  const isUnreadable = reportUnreadable(
    files.filter((file) => !broken.has(file)),
    io,
  );
  if (isUnreadable || broken.size > 0) return 2;
  return reaches(files, values['fail-on'] ?? 'error') ? 1 : 0;
}

/** Names each configuration that cannot be used once, with what is wrong in it, and how its logs are checked all the same. */
function reportBroken(errors: readonly ConfigurationError[], io: Io): void {
  for (const error of new Set(errors)) {
    const count = errors.filter((other) => other === error).length;
    const logs = count === 1 ? '1 log is not checked' : `${count} logs are not checked`;
    io.error(error.message);
    io.error(`sip-trace: ${logs} because of ${error.file}: mend it, or give --no-config or --config FILE\n`);
  }
}

function render(format: (typeof FORMATS)[number], files: readonly ReportFile[], io: Io): string {
  switch (format) {
    case 'text':
      return checkText(files, io.colour);
    case 'json':
      return `${JSON.stringify({ version: 1, files }, null, 2)}\n`;
    case 'sarif':
      return checkSarif(files);
    case 'github':
      return checkGithub(files);
  }
}

const reaches = (files: readonly ReportFile[], threshold: Severity | 'never'): boolean =>
  threshold !== 'never' &&
  files.some(({ findings }) =>
    findings.some(({ severity }) => SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(threshold)),
  );
