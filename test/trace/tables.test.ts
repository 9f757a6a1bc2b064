import assert from 'node:assert/strict';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { formats } from '../../server/src/trace/formats';
import {
  codec,
  contentType,
  eventPackage,
  headerField,
  hresult,
  iceFlags,
  method,
  msDiagnosticId,
  msDiagnosticsRange,
  msParameter,
  optionTag,
  parameter,
  parametersNamed,
  payloadType,
  q850Cause,
  recordField,
  sdpAttribute,
  sdpLine,
  statusCode,
  tableRows,
  teamsCodes,
  timer,
  tlsCode,
  token,
  tokensNamed,
  traceFlag,
  userAgentCode,
  warnCode,
  winsockError,
} from '../../server/src/trace/tables';

const generator = pathToFileURL(path.resolve('scripts/tables.mjs')).href;
const formatsTable = pathToFileURL(path.resolve('scripts/formatsTable.mjs')).href;

/** Tables with more than one key column; the key of the others is their first. */
const KEYS: Readonly<Record<string, readonly string[]>> = {
  codecParameters: ['codec', 'parameter'],
  credentialTokens: ['kind', 'value'],
  teamsCodes: ['microsoftCode', 'statusCode', 'subcode'],
  tlsCodes: ['kind', 'code'],
  tokens: ['registry', 'value'],
  xmlElements: ['document', 'element'],
};

const keyOf = (table: string, row: object): string =>
  KEYS[table]?.map((column) => String((row as Record<string, unknown>)[column] ?? '')).join(' ') ??
  String(Object.values(row)[0]);

describe('tables', () => {
  it('are what npm run tables writes', async () => {
    const { staleTables } = (await import(generator)) as { staleTables(): Promise<string[]> };
    assert.deepEqual(await staleTables(), [], 'stale: run npm run tables');
  });

  it('the README tells how to get a log of every format', async () => {
    const { logFormatRows, readmeWithFormats } = (await import(formatsTable)) as {
      logFormatRows(): Promise<{ id: string }[]>;
      readmeWithFormats(): Promise<{ is: string; shouldBe: string }>;
    };
    const { is, shouldBe } = await readmeWithFormats();
    assert.equal(is, shouldBe, 'stale: run npm run tables');
    const ids = new Set((await logFormatRows()).map(({ id }) => id));
    assert.deepEqual(
      formats.filter(({ id }) => !ids.has(id)).map(({ id }) => id),
      [],
    );
  });

  for (const [name, rows] of Object.entries(tableRows)) {
    it(`${name}: every row has a source`, () => {
      assert.ok(rows().length > 0);
      for (const row of rows()) assert.match(row.source, /\S{3}/, JSON.stringify(row));
    });

    it(`${name}: no key is there twice`, () => {
      const keys = rows().map((row) => keyOf(name, row).toLowerCase());
      assert.equal(new Set(keys).size, keys.length);
    });
  }

  it('parameters by their header field, in any case, and by name alone', () => {
    assert.match(parameter('via', 'Branch')?.meaning ?? '', /^Names the transaction/);
    assert.equal(parameter('from', 'branch'), undefined);
    assert.match(parameter('uri', 'user', 'phone')?.meaning ?? '', /telephone number/);
    assert.deepEqual(
      parametersNamed('MADDR').map(({ key }) => key),
      ['uri;maddr', 'via;maddr'],
    );
  });

  it('lines of the records of a server', () => {
    assert.match(recordField('peer')?.meaning ?? '', /other side/);
    assert.equal(recordField('Via'), undefined);
  });

  it('no two header fields share a compact form', () => {
    const forms = tableRows.headerFields().flatMap(({ compactForm }) => compactForm ?? []);
    assert.equal(new Set(forms).size, forms.length);
    for (const form of forms) assert.match(form, /^[a-z]$/);
  });

  it('every ErrorId of a server lies in a known range or in a known gap', () => {
    const outside = tableRows.msDiagnostics().filter(({ id }) => msDiagnosticsRange(id) === undefined);
    assert.deepEqual([...new Set(outside.map(({ id }) => Math.trunc(id / 1000)))], [25]);
  });

  describe('status codes', () => {
    it('421 is Extension Required', () => {
      assert.equal(statusCode(421)?.reasonPhrase, 'Extension Required');
      assert.equal(statusCode(421)?.outcome, 'failure');
      assert.equal(statusCode(401)?.outcome, 'challenge');
    });
    it('an unknown code has no row', () => assert.equal(statusCode(699), undefined));
  });

  describe('methods', () => {
    it('are case-sensitive', () => {
      assert.equal(method('REGISTER')?.createsDialog, false);
      assert.equal(method('INVITE')?.createsDialog, true);
      assert.equal(method('register'), undefined);
    });
    it('know those of Microsoft', () => assert.equal(method('BENOTIFY')?.registered, false));
  });

  describe('header fields', () => {
    it('are found in any case', () => assert.equal(headerField('CALL-ID')?.name, 'Call-ID'));
    it('are found by compact form', () => {
      const names = ['k', 'K', 'v', 'f', 't', 'i', 'm', 'l', 'c', 'o', 'u'].map((form) => headerField(form)?.name);
      assert.deepEqual(names, [
        ...['Supported', 'Supported', 'Via', 'From', 'To', 'Call-ID'],
        ...['Contact', 'Content-Length', 'Content-Type', 'Event', 'Allow-Events'],
      ]);
    });
    it('know those of Microsoft', () => {
      for (const name of ['ms-diagnostics', 'ms-diagnostics-public', 'ms-keep-alive', 'presence-state']) {
        assert.equal(headerField(name)?.name, name);
      }
    });
    it('leave out those of HTTP', () => assert.equal(headerField('X-MS-WebTicket'), undefined));
  });

  describe('option tags', () => {
    it('say what their absence means at sign-in', () => {
      assert.match(optionTag('msrtc-event-categories')?.ifAbsent ?? '', /421 .*2013/);
      assert.match(optionTag('gruu-10')?.ifAbsent ?? '', /421 .*2057/);
      assert.equal(optionTag('100rel')?.ifAbsent, undefined);
    });
    it('are found in any case', () => assert.equal(optionTag('CATEGORYLIST')?.tag, 'categoryList'));
  });

  describe('ms-diagnostics', () => {
    it('2013 does not advise what is on already', () => {
      const row = msDiagnosticId(2013);
      assert.equal(row?.reason, 'msrtc-event-categories extension required.');
      assert.equal(row?.carriedBy, '421');
      assert.match(row?.advice ?? '', /Do not enable enhanced presence/);
    });
    it('4005 is an unknown SIP user', () => {
      assert.equal(msDiagnosticId(4005)?.reason, 'Destination URI either not enabled for SIP or does not exist.');
      assert.match(msDiagnosticId(4005)?.advice ?? '', /sign-in address.*enabled.*User Replicator/);
      assert.match(msDiagnosticId(4005)?.whatHelped ?? '', /naming context/);
    });
    it('17002 belongs to the client version filter', () => {
      assert.equal(msDiagnosticId(17002)?.component, 'Client version filter');
      assert.equal(msDiagnosticsRange(17002)?.component, 'Client version filter');
    });
    it('0 is an ErrorId', () => assert.equal(msDiagnosticId(0)?.reason, 'Server internal error.'));
    it('an id with two reason texts keeps both', () => {
      assert.match(msDiagnosticId(1009)?.otherReasons ?? '', /No match for domain/);
      assert.match(msDiagnosticId(1010)?.otherReasons ?? '', /another server/);
    });
    it('an unknown id has the owner of its range', () => {
      assert.equal(msDiagnosticId(2999), undefined);
      assert.equal(msDiagnosticsRange(2999)?.component, 'User services: presence');
    });
    it('an id outside of all ranges has nothing', () => assert.equal(msDiagnosticsRange(65000), undefined));
  });

  it('parameters of a handshake', () => {
    assert.equal(msParameter('gssapi-data')?.usedIn, 'WWW-Authenticate, Authorization');
    assert.equal(msParameter('EPID')?.name, 'epid');
  });

  it('event packages, templates and header values', () => {
    assert.equal(eventPackage('vnd-microsoft-roaming-self')?.kind, 'package');
    assert.equal(eventPackage('presence.winfo')?.name, 'winfo');
    assert.equal(eventPackage('presence.wpending')?.name, 'presence.wpending');
    assert.equal(eventPackage('registration')?.kind, 'headerValue');
    assert.equal(eventPackage('no.presence'), undefined);
  });

  it('user agents', () => {
    assert.match(userAgentCode('UCCP')?.product ?? '', /Communicator 2007/);
    assert.match(userAgentCode('RTC')?.product ?? '', /Real-Time Communications/);
  });

  it('Windows error codes as number, as signed number and as the wire has them', () => {
    for (const code of [0xc3e93ec3, 0xc3e93ec3 | 0, '0xC3E93EC3(SIP_E_AUTH_UNAUTHORIZED)', '0xc3e93ec3']) {
      assert.equal(hresult(code)?.name, 'SIP_E_AUTH_UNAUTHORIZED');
    }
    for (const code of ['', 'none', '0x', '0xC3E93EC3F', 0, Number.NaN]) assert.equal(hresult(code), undefined);
  });

  describe('media', () => {
    it('payload types from 0 to 127, each with one row', () => {
      assert.deepEqual(
        [0, 9, 18, 73, 101, 127].map((number) => payloadType(number)?.encoding ?? payloadType(number)?.use),
        ['PCMU', 'G722', 'G729', 'reserved', 'dynamic', 'dynamic'],
      );
      for (let number = 0; number < 128; number++) assert.ok(payloadType(number), String(number));
      for (const number of [-1, 128, Number.NaN]) assert.equal(payloadType(number), undefined);
    });
    it('encodings in any case', () => {
      assert.equal(codec('pcma')?.name, 'PCMA');
      assert.equal(codec('X-MSRTA')?.clockRate, '8000 or 16000');
      for (const { encoding } of tableRows.payloadTypes()) {
        if (encoding !== undefined) assert.ok(codec(encoding), encoding);
      }
    });
    it('lines and attributes of SDP, and which of them are secret', () => {
      assert.equal(sdpLine('m')?.name, 'media');
      assert.equal(sdpLine('x'), undefined);
      assert.deepEqual(
        ['rtpmap', 'CRYPTO', 'ice-pwd', 'ice-ufrag'].map((name) => sdpAttribute(name)?.isSecret),
        [false, true, true, false],
      );
    });
    it('flags of ICEWarn', () => {
      const bits = (value: number) => iceFlags(value).map(({ bit }) => bit);
      assert.deepEqual(bits(0x12b), [0x1, 0x2, 0x8, 0x20, 0x100]);
      assert.deepEqual(bits(0x40003a0), [0x20, 0x80, 0x100, 0x200, 0x4000000]);
      for (const value of [0, 0x800, 0x80000000, Number.NaN]) assert.deepEqual(bits(value), []);
    });
  });

  describe('causes of failed calls', () => {
    it('Q.850, Warning and Windows sockets', () => {
      assert.equal(q850Cause(17)?.sipStatus, '486');
      assert.equal(warnCode(305)?.text, 'Incompatible media format');
      assert.equal(warnCode(312)?.agent, 'lcs.microsoft.com');
      assert.equal(winsockError(10060)?.name, 'WSAETIMEDOUT');
    });
    it('Teams, where a word or a status code tells cases apart', () => {
      assert.deepEqual(
        teamsCodes(531000).map(({ statusCode: status, subcode }) => `${status} ${subcode}`),
        ['410 SdpParsingFailure', '488 CannotSupportAnyMedia', '488 SrtpEncryptionRequired'],
      );
      assert.deepEqual(
        teamsCodes(560402).map(({ statusCode: status }) => status),
        [402],
      );
      assert.deepEqual(teamsCodes(1), []);
    });
  });

  it('timers by letter and by name', () => {
    assert.equal(timer('f')?.value, '64*T1 = 32 s');
    assert.equal(timer('T1')?.value, '500 ms');
    assert.equal(timer('Z'), undefined);
  });

  it('words by the place where they stand', () => {
    assert.match(token('privacy', 'ID')?.meaning ?? '', /asserted identity/);
    assert.equal(token('priority', 'id'), undefined);
    assert.deepEqual(
      tokensNamed('SESSION').map(({ registry }) => registry),
      ['content-disposition', 'privacy'],
    );
  });

  it('media types with and without parameters', () => {
    assert.equal(contentType('Application/SDP; charset=utf-8')?.document, 'session description');
    assert.equal(contentType('application/x-unknown'), undefined);
    assert.equal(contentType(''), undefined);
  });

  it('flags of a log entry, and numbers of TLS', () => {
    assert.equal(traceFlag('TF_DIAG')?.kind, 'flag');
    assert.equal(traceFlag('TL_INFO')?.kind, 'level');
    assert.equal(tlsCode('alert', 48)?.name, 'unknown_ca');
    assert.equal(tlsCode('record', 22)?.name, 'handshake');
    assert.equal(tlsCode('handshake', 99), undefined);
  });
});
