/**
 * `npm run tables` checks server/data/*.csv and writes server/src/trace/tables/*.ts from them.
 * `npm run tables -- --check` writes nothing and exits 1 when a written file is not what the data gives.
 * `npm run tables -- --coverage` prints how many rows each table has, and how many of them are marked `likely`.
 */
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const dataFolder = path.join(root, 'server', 'data');
const tablesFolder = path.join(root, 'server', 'src', 'trace', 'tables');

// A column becomes a property. `text`: a string that every row has. `number`, `hex`: a whole number, written as such.
// `flag`: yes or no in the data, a boolean in the table. `oneOf`: one of some words. `optional`: an empty cell has no
// property. The first column is the key, or the first `keys` columns are: unique, and the rows stand in its order.
const text = (name, doc) => ({ name, doc, type: 'text' });
const number = (name, doc) => ({ name, doc, type: 'number' });
const hex = (name, doc) => ({ name, doc, type: 'hex' });
const flag = (name, doc) => ({ name, doc, type: 'flag' });
const oneOf = (name, words, doc) => ({ name, doc, type: 'oneOf', words });
const optional = (column) => ({ ...column, isOptional: true });

const source = text('source', 'Document and section, or public address, that says so; several are separated by `; `.');
const certainty = oneOf('certainty', ['known', 'likely'], '`likely`: a conclusion that no document states.');
const registered = flag('registered', 'Whether IANA has it on record.');
const meaning = text('meaning', 'What it means, in one or two sentences.');

/** One table for each file in server/data. */
const tables = [
  {
    name: 'statusCodes',
    row: 'StatusCode',
    doc: 'A SIP status code.',
    columns: [
      number('statusCode', '100 to 699.'),
      text('reasonPhrase', 'Reason phrase of the specification; servers may send another.'),
      meaning,
      optional(text('advice', 'What to do next, for an administrator, whatever the product; every failure has one.')),
      optional(
        text(
          'inDialog',
          'What it means instead, and what to do, where the request belongs to a dialog that exists already.',
        ),
      ),
      optional(
        text('atOcs', 'What else it means at Office Communications Server and its successors; goes on after a colon.'),
      ),
      oneOf(
        'outcome',
        ['progress', 'success', 'redirect', 'challenge', 'expected', 'user-outcome', 'failure'],
        'What it says about the request: `expected` ends something on purpose or is repaired by a retry, ' +
          '`user-outcome` is what a person did or does (busy, away), `failure` is something to look at.',
      ),
      optional(number('q850Cause', 'Q.850 cause that a gateway makes of it. RFC 3398 8.2.6.1.')),
      registered,
      certainty,
      source,
    ],
    check: (row) => (row.outcome === 'failure' && row.advice === '' ? 'a failure needs advice' : undefined),
  },
  {
    name: 'methods',
    row: 'Method',
    doc: 'A SIP method.',
    columns: [
      text('method', 'As on the wire: upper case. Methods are case-sensitive. RFC 3261 7.1.'),
      meaning,
      flag('createsDialog', 'Whether a 2xx to it makes a dialog.'),
      flag('targetRefresh', 'Whether it may change the remote target of its dialog.'),
      registered,
      certainty,
      source,
    ],
  },
  {
    name: 'headerFields',
    row: 'HeaderField',
    doc: 'A SIP header field.',
    ignoresCase: true,
    columns: [
      text('name', 'Usual spelling; names are not case-sensitive.'),
      optional(text('compactForm', 'Compact form, one lower-case letter. RFC 3261 7.3.3.')),
      optional(text('where', 'Messages that it stands in; absent when not known.')),
      meaning,
      oneOf(
        'values',
        ['one', 'list', 'repeat', 'unknown'],
        '`one` value; a `list`, also separated by commas; `repeat`ed header fields, never joined by commas.',
      ),
      registered,
      certainty,
      source,
    ],
  },
  {
    name: 'optionTags',
    row: 'OptionTag',
    doc: 'An option tag of Supported, Require, Proxy-Require and Unsupported.',
    ignoresCase: true,
    columns: [
      text('tag', 'Usual spelling.'),
      meaning,
      optional(text('ifAbsent', 'What a Microsoft server does when a REGISTER lacks it. [MS-SIPREGE] 2.2.1.5.')),
      registered,
      certainty,
      source,
    ],
  },
  {
    name: 'msDiagnostics',
    row: 'MsDiagnostic',
    doc: 'An ErrorId of ms-diagnostics, ms-diagnostics-public or ms-client-diagnostics.',
    columns: [
      number('id', 'ErrorId, 0 or more. [MS-OCER] 2.2.1.'),
      optional(text('reason', 'Reason text of the specification; absent where none was ever seen.')),
      optional(text('otherReasons', 'Reason texts of other versions, separated by ` | `.')),
      optional(text('carriedBy', 'What it was seen on: a status code, a method, or `HTTP` and a status.')),
      text('component', 'Part of the server or client that owns it.'),
      meaning,
      optional(flag('isNews', 'Yes where nothing is wrong: progress, an orderly end, what a person did.')),
      optional(text('advice', 'What to check or do, for an administrator; absent where nothing public supports one.')),
      optional(
        oneOf('adviceCertainty', ['known', 'likely'], 'Goes with `advice`; `likely`: no report that it helped.'),
      ),
      optional(text('seenAs', 'What it was in a public field report.')),
      optional(text('whatHelped', 'What repaired it in a public field report.')),
      optional(text('experienceSource', 'Where `seenAs` and `whatHelped` come from.')),
      source,
    ],
    check: (row) => {
      if ((row.advice === '') !== (row.adviceCertainty === '')) return 'advice and adviceCertainty go together';
      const hasExperience = row.seenAs !== '' || row.whatHelped !== '';
      if (hasExperience !== (row.experienceSource !== '')) return 'experienceSource goes with seenAs and whatHelped';
      return undefined;
    },
  },
  {
    name: 'msDiagnosticsRanges',
    row: 'MsDiagnosticsRange',
    doc: 'A range of ErrorIds and its owner. Ranges do not overlap; there are gaps.',
    columns: [
      number('first', 'First ErrorId.'),
      number('last', 'Last ErrorId, inclusive.'),
      text('component', 'Part of the server that owns the range.'),
      { ...certainty, doc: '`likely`: the ids that were seen, not official bounds.' },
      source,
    ],
    check: (row, previous) => {
      if (Number(row.last) < Number(row.first)) return 'last is less than first';
      return previous && Number(row.first) <= Number(previous.last) ? 'overlaps the range before it' : undefined;
    },
  },
  {
    name: 'msParameters',
    row: 'MsParameter',
    doc: 'A parameter that Microsoft clients and servers add to header fields and URIs.',
    ignoresCase: true,
    columns: [
      text('name', 'Usual spelling.'),
      text('usedIn', 'Header fields, or `URI`, separated by `, `.'),
      meaning,
      certainty,
      source,
    ],
  },
  {
    name: 'parameters',
    row: 'ParameterMeaning',
    doc: 'A parameter of a header field or a URI, or one of its values.',
    ignoresCase: true,
    columns: [
      text(
        'key',
        'Header field in lower case, or `uri`, and the name: `via;branch`, for a value `diversion;reason=away`.',
      ),
      meaning,
      registered,
      certainty,
      source,
    ],
  },
  {
    name: 'serverVersions',
    row: 'ServerVersion',
    doc: "A value of Server, as Microsoft's servers send it.",
    columns: [text('value', 'The whole value.'), text('product', 'The server that sends it.'), certainty, source],
  },
  {
    name: 'recordFields',
    row: 'RecordField',
    doc: 'A line that a Microsoft server puts into its log beside the message.',
    ignoresCase: true,
    columns: [text('name', 'As written, without the colon.'), meaning, certainty, source],
  },
  {
    name: 'eventPackages',
    row: 'EventPackage',
    doc: 'A value of Event and Allow-Events.',
    ignoresCase: true,
    columns: [
      text('name', 'Usual spelling.'),
      oneOf(
        'kind',
        ['package', 'template', 'headerValue', 'notifyOnly'],
        'A `package`; a `template` (`presence.winfo`); a `headerValue` that is no package; ' +
          '`notifyOnly`: sent in a NOTIFY that nobody subscribed to.',
      ),
      meaning,
      registered,
      certainty,
      source,
    ],
  },
  {
    name: 'userAgents',
    row: 'UserAgentCode',
    doc: 'A product token of User-Agent, as the client version filter of the server knows it.',
    ignoresCase: true,
    columns: [text('code', 'Product token before the slash.'), text('product', 'The product that sends it.'), source],
  },
  {
    name: 'hresults',
    row: 'HResult',
    doc: 'A Windows error code that stands in HRESULT of ms-diagnostics or in Result-Code of a diagnostic record.',
    columns: [
      hex('code', 'As an unsigned number.'),
      text('name', 'Its symbol.'),
      meaning,
      optional(text('advice', 'What to check or do, for an administrator.')),
      source,
    ],
  },
  {
    name: 'winsockErrors',
    row: 'WinsockError',
    doc: 'A Windows socket error, as it stands in WinsockFailureCode of ms-diagnostics or inside of an HRESULT.',
    columns: [
      number('code', '10000 to 11999.'),
      text('name', 'Its symbol.'),
      meaning,
      optional(text('advice', 'What to check or do, for an administrator.')),
      source,
    ],
  },
  {
    name: 'iceFlags',
    row: 'IceFlag',
    doc: 'A bit of ICEWarn in CalleeMediaDebug and CallerMediaDebug of ms-client-diagnostics.',
    columns: [
      hex('bit', 'A power of two.'),
      oneOf(
        'expected',
        ['yes', 'no', 'maybe'],
        'Whether it is set in calls that work, too; `maybe`: it depends on the network.',
      ),
      meaning,
      optional(text('advice', 'What to check or do, for an administrator.')),
      source,
    ],
  },
  {
    name: 'teamsCodes',
    row: 'TeamsCode',
    doc: 'What Microsoft Teams Direct Routing says beside a final response of a call.',
    keys: 3,
    ignoresCase: true,
    columns: [
      number('microsoftCode', 'Microsoft response code; 0 is one.'),
      number('statusCode', 'SIP status code that it comes with.'),
      optional(text('subcode', 'Word or Windows result code that tells cases of one code apart.')),
      meaning,
      text('advice', 'What to check or do, for an administrator.'),
      source,
    ],
  },
  {
    name: 'q850Causes',
    row: 'Q850Cause',
    doc: 'A cause of the telephone network (ISDN): `Reason: Q.850;cause=…`, X-Asterisk-HangupCauseCode.',
    columns: [
      number('cause', '1 to 127.'),
      text('name', 'Its name in Q.850.'),
      meaning,
      optional(text('advice', 'What to check or do, for an administrator.')),
      optional(text('sipStatus', 'Status code that a gateway makes of it, and when another. RFC 3398 7.2.4.1.')),
      certainty,
      source,
    ],
  },
  {
    name: 'warnCodes',
    row: 'WarnCode',
    doc: 'A code of the header field Warning.',
    columns: [
      number('code', '300 to 399.'),
      text('text', 'Its usual text; servers may send another.'),
      optional(text('agent', 'Only warnings of this agent mean that.')),
      meaning,
      optional(text('advice', 'What to check or do, for an administrator.')),
      registered,
      certainty,
      source,
    ],
  },
  {
    name: 'payloadTypes',
    row: 'PayloadType',
    doc: 'RTP payload types, 0 to 127, without gaps.',
    columns: [
      number('first', 'First payload type.'),
      number('last', 'Last payload type, inclusive.'),
      oneOf(
        'use',
        ['static', 'dynamic', 'reserved', 'unassigned'],
        '`static`: always this encoding; `dynamic`: a=rtpmap tells.',
      ),
      optional(text('encoding', 'Name of the encoding, as in a=rtpmap.')),
      optional(text('media', 'audio, video; separated by `, `.')),
      optional(number('clockRate', 'RTP clock, in Hz.')),
      optional(number('channels', 'Audio channels.')),
      meaning,
      source,
    ],
    check: (row, previous) =>
      Number(row.first) === (previous === undefined ? 0 : Number(previous.last) + 1) &&
      Number(row.last) >= Number(row.first)
        ? undefined
        : 'does not go on where the row before it ends',
  },
  {
    name: 'codecs',
    row: 'Codec',
    doc: 'An encoding of RTP, by its name in a=rtpmap.',
    ignoresCase: true,
    columns: [
      text('name', 'Usual spelling.'),
      text('media', 'audio, video, text, application; separated by `, `.'),
      text('clockRate', 'RTP clock rates, in Hz, in words.'),
      optional(text('channels', 'Audio channels, in words.')),
      meaning,
      certainty,
      source,
    ],
  },
  {
    name: 'timers',
    row: 'Timer',
    doc: 'A timer or an interval of SIP.',
    ignoresCase: true,
    columns: [
      text('name', 'Letter of the specification (`F`, `T1`), or a name of ours.'),
      text('value', 'Its default, in words.'),
      text('appliesTo', 'Transports, or the role that has it.'),
      meaning,
      optional(text('inLogs', 'What it looks like in a log.')),
      certainty,
      source,
    ],
  },
  {
    name: 'sdpLines',
    row: 'SdpLine',
    doc: 'A line type of SDP.',
    columns: [text('type', 'The letter before `=`.'), text('name', 'Its name.'), meaning, source],
  },
  {
    name: 'sdpAttributes',
    row: 'SdpAttribute',
    doc: 'An attribute of SDP: `a=name` or `a=name:value`.',
    ignoresCase: true,
    columns: [
      text('name', 'Usual spelling.'),
      text('level', 'session, media, source; separated by `, `.'),
      meaning,
      flag('isSecret', 'Whether its value is a key or a password, which is never shown.'),
      certainty,
      source,
    ],
  },
  {
    name: 'tokens',
    row: 'Token',
    doc: 'A word that has a meaning in one place of SIP or SDP.',
    keys: 2,
    ignoresCase: true,
    columns: [
      oneOf(
        'registry',
        [
          'alertmsg-error',
          'bandwidth',
          'candidate-type',
          'content-disposition',
          'crypto-suite',
          'diversion-reason',
          'geolocation-error',
          'info-package',
          'media-transport',
          'priority',
          'privacy',
          'reason-protocol',
          'refresher',
          'security-mechanism',
          'setup',
          'subscription-state',
          'subscription-state-reason',
          'transport',
        ],
        'Where it has that meaning: a header field, a parameter, a field of an SDP line.',
      ),
      text('value', 'Usual spelling.'),
      meaning,
      certainty,
      source,
    ],
  },
  {
    name: 'contentTypes',
    row: 'ContentType',
    doc: 'A media type of Content-Type and Accept.',
    ignoresCase: true,
    columns: [
      text('mediaType', 'Type and subtype in lower case, without parameters.'),
      text('document', 'What such a body is, in a few words.'),
      meaning,
      certainty,
      source,
    ],
  },
  {
    name: 'traceFlags',
    row: 'TraceFlag',
    doc: 'A level or a flag in front of an entry of Office Communications Server and its successors.',
    columns: [
      text('name', 'As in the log: `TF_PROTOCOL`.'),
      oneOf('kind', ['level', 'flag'], 'How grave the entry is, or what it is about.'),
      meaning,
      certainty,
      source,
    ],
  },
  {
    name: 'tlsCodes',
    row: 'TlsCode',
    doc: 'A number of TLS, as it comes inside of TLS-DSK credentials.',
    keys: 2,
    columns: [
      oneOf(
        'kind',
        ['alert', 'handshake', 'record'],
        'Description of an alert, type of a handshake message or of a record.',
      ),
      number('code', '0 to 255.'),
      text('name', 'Its name in the specification.'),
      meaning,
      source,
    ],
  },
  {
    name: 'codecParameters',
    row: 'CodecParameter',
    doc: 'A parameter of a codec in a=fmtp.',
    keys: 2,
    ignoresCase: true,
    columns: [
      text('codec', 'Name of the encoding, as in a=rtpmap.'),
      optional(text('parameter', 'Name of the parameter; absent for values without one (`0-15`).')),
      meaning,
      source,
    ],
  },
  {
    name: 'credentialTokens',
    row: 'CredentialToken',
    doc: 'A word or a number in credentials, challenges and the tokens inside of them.',
    keys: 2,
    ignoresCase: true,
    columns: [
      oneOf(
        'kind',
        ['algorithm', 'cipher-suite', 'digest', 'kerberos-encryption', 'kerberos-error'],
        '`digest`: a parameter of Digest; `algorithm`: a value of its parameter of that name.',
      ),
      text('value', 'As on the wire; numbers of cipher suites as `0x` and four digits.'),
      text('meaning', 'What it means.'),
      source,
    ],
  },
  {
    name: 'xmlElements',
    row: 'XmlElement',
    doc: 'An element of the XML documents that SIP carries.',
    keys: 2,
    ignoresCase: true,
    columns: [
      text('document', 'Name of the outermost element; `*` where it may stand in several documents.'),
      text('element', 'Its name, without a prefix.'),
      meaning,
      certainty,
      source,
    ],
  },
];

/**
 * The text of every table file, by file name, from the data as it is now. Throws a TypeError that names file and line
 * when a file is not as described above.
 *
 * @returns {Promise<Map<string, string>>}
 */
export async function generateTables() {
  const files = (await readdir(dataFolder)).filter((file) => file.endsWith('.csv'));
  const unknown = files.filter((file) => !tables.some((table) => `${table.name}.csv` === file));
  if (unknown.length > 0) throw new TypeError(`server/data: no table is described for ${unknown.join(', ')}`);
  return new Map(await Promise.all(tables.map(async (table) => [`${table.name}.ts`, await generate(table)])));
}

/**
 * Names of the table files that are not what `generateTables` gives.
 *
 * @returns {Promise<string[]>}
 */
export async function staleTables() {
  const stale = [];
  for (const [file, wanted] of await generateTables()) {
    const written = await readFile(path.join(tablesFolder, file), 'utf8').catch(() => undefined);
    if (written?.replaceAll('\r\n', '\n') !== wanted) stale.push(file);
  }
  return stale;
}

async function rowsOf(table) {
  return readRows(table, await readFile(path.join(dataFolder, `${table.name}.csv`), 'utf8'));
}

async function printCoverage() {
  const counts = await Promise.all(
    tables.map(async (table) => {
      const rows = await rowsOf(table);
      return { name: table.name, rows: rows.length, likely: rows.filter((row) => row.certainty === 'likely').length };
    }),
  );
  const sum = (of) => counts.reduce((total, count) => total + count[of], 0);
  const sorted = counts.sort((one, other) => one.name.localeCompare(other.name));
  for (const { name, rows, likely } of [...sorted, { name: 'all', rows: sum('rows'), likely: sum('likely') }]) {
    console.log(`${name.padEnd(20)} ${String(rows).padStart(5)} rows${likely === 0 ? '' : `, ${likely} likely`}`);
  }
}

async function generate(table) {
  const rows = await rowsOf(table);
  const literals = rows.map((row) => `  { ${properties(table, row).join(', ')} },\n`).join('');
  const members = table.columns.map((column) => `  /** ${column.doc} */\n  readonly ${member(column)};\n`).join('');
  return (
    `// Generated by npm run tables from server/data/${table.name}.csv; do not edit.\n\n` +
    `/** ${table.doc} */\nexport interface ${table.row} {\n${members}}\n\n` +
    `/** A new array on each call, so that nothing is built before it is asked for. In the order of the key. */\n` +
    `export const ${rowsName(table)} = (): readonly ${table.row}[] => [\n${literals}];\n`
  );
}

const rowsName = (table) => `${table.row[0].toLowerCase()}${table.row.slice(1)}Rows`;

function readRows(table, csv) {
  const names = table.columns.map((column) => column.name);
  const fail = (line, complaint) => {
    throw new TypeError(`server/data/${table.name}.csv:${line}: ${complaint}`);
  };
  const [header, ...records] = parse(csv, { info: true, relax_column_count: true });
  if (header?.record.join() !== names.join()) fail(1, `the columns are to be ${names.join()}`);
  const seen = new Set();
  let previous;
  return records.map(({ record, info }) => {
    if (record.length !== names.length) fail(info.lines, `${record.length} cells instead of ${names.length}`);
    const row = Object.fromEntries(names.map((name, i) => [name, record[i]]));
    for (const column of table.columns) {
      const complaint = cellComplaint(column, row[column.name]);
      if (complaint !== undefined) fail(info.lines, `${column.name}: ${complaint}`);
    }
    const key = sortKey(table, row);
    const name = nameOf(table, row);
    if (seen.has(key.join('\n'))) fail(info.lines, `${name} is there twice`);
    seen.add(key.join('\n'));
    if (previous !== undefined && isBefore(key, sortKey(table, previous))) {
      fail(info.lines, `${name} stands after ${nameOf(table, previous)}: rows are sorted by their key`);
    }
    const complaint = table.check?.(row, previous);
    if (complaint !== undefined) fail(info.lines, complaint);
    previous = row;
    return row;
  });
}

const keyColumns = (table) => table.columns.slice(0, table.keys ?? 1);

const nameOf = (table, row) =>
  keyColumns(table)
    .map(({ name }) => row[name])
    .join(' ');

function sortKey(table, row) {
  return keyColumns(table).map(({ name, type }) => {
    if (type === 'number' || type === 'hex') return Number(row[name]);
    return table.ignoresCase ? row[name].toLowerCase() : row[name];
  });
}

function isBefore(one, other) {
  const at = one.findIndex((part, index) => part !== other[index]);
  return at !== -1 && one[at] < other[at];
}

function cellComplaint(column, cell) {
  if (cell !== cell.trim()) return 'begins or ends in a blank';
  if (/[\r\n]/.test(cell)) return 'holds a line end';
  if (cell === '') return column.isOptional ? undefined : 'is empty';
  switch (column.type) {
    case 'number':
      return /^(0|[1-9]\d*)$/.test(cell) ? undefined : `${cell} is not a whole number`;
    case 'hex':
      return /^0x[\dA-F]{8}$/.test(cell) ? undefined : `${cell} is not 0x and eight digits (upper case)`;
    case 'flag':
      return cell === 'yes' || cell === 'no' ? undefined : `${cell} is neither yes nor no`;
    case 'oneOf':
      return column.words.includes(cell) ? undefined : `${cell} is none of ${column.words.join(', ')}`;
    default:
      return undefined;
  }
}

function properties(table, row) {
  return table.columns
    .filter((column) => row[column.name] !== '')
    .map((column) => `${column.name}: ${literal(column, row[column.name])}`);
}

function literal(column, cell) {
  if (column.type === 'number' || column.type === 'hex') return cell;
  if (column.type === 'flag') return String(cell === 'yes');
  return cell.includes("'") ? JSON.stringify(cell) : `'${cell.replaceAll('\\', '\\\\')}'`;
}

function member(column) {
  const types = { text: 'string', number: 'number', hex: 'number', flag: 'boolean' };
  const type = types[column.type] ?? column.words.map((word) => `'${word}'`).join(' | ');
  return `${column.name}${column.isOptional ? '?' : ''}: ${type}`;
}

if (process.argv[1] !== undefined && path.resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  try {
    if (process.argv.includes('--check')) {
      const stale = await staleTables();
      for (const file of stale) console.error(`server/src/trace/tables/${file} is stale: run npm run tables`);
      if (stale.length > 0) process.exitCode = 1;
    } else if (process.argv.includes('--coverage')) {
      await printCoverage();
    } else {
      const stale = await staleTables();
      const wanted = await generateTables();
      await mkdir(tablesFolder, { recursive: true });
      for (const file of stale) await writeFile(path.join(tablesFolder, file), wanted.get(file));
      console.log(`${wanted.size} tables, ${stale.length} written`);
    }
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
