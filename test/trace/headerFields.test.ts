import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readHeaderFields } from '../../server/src/trace/sip/headerFields';
import { readNameAddress, readTopVia, tagIn } from '../../server/src/trace/sip/nameAddress';
import { listIn, parameterIn, parametersIn, unescaped, unfolded } from '../../server/src/trace/sip/parameters';
import { readTrace } from '../../server/src/trace/trace';

/** `key: value` of each header field, folding taken back, and `broken: line`; every span is checked on the way. */
function fieldsOf(text: string): string[] {
  const { fields, broken } = readHeaderFields(`>>${text}`, { start: 2, end: 2 + text.length });
  for (const { name, value, span } of fields) {
    assert.ok(2 <= span.start && span.start === name.start && name.end <= value.start && value.end <= 2 + text.length);
    assert.ok(span.end >= value.end);
  }
  return [
    ...fields.map(({ key, value }) => `${key}: ${unfolded(`>>${text}`, value)}`),
    ...broken.map(({ span }) => `broken: ${`>>${text}`.slice(span.start, span.end)}`),
  ];
}

const span = (text: string) => ({ start: 0, end: text.length });

describe('header fields', () => {
  const cases: [name: string, text: string, fields: string[]][] = [
    ['names in any case', 'CALL-ID: 1\r\nvIa: a', ['call-id: 1', 'via: a']],
    [
      'compact forms, written out',
      'v: a\r\nF: b\r\nt: c\r\ni: d\r\nm: e\r\nl: 0\r\nc: g\r\nk: h',
      [
        'via: a',
        'from: b',
        'to: c',
        'call-id: d',
        'contact: e',
        'content-length: 0',
        'content-type: g',
        'supported: h',
      ],
    ],
    ['blanks around the colon, or none', 'To : a\r\nFrom:b\r\nVia\t:\tc ', ['to: a', 'from: b', 'via: c']],
    ['folded lines', 'Subject: a\r\n b\r\n\tc\r\nTo: d', ['subject: a b c', 'to: d']],
    ['a value that begins on the folded line', 'Contact:\r\n  <sip:a>', ['contact: <sip:a>']],
    ['an empty value', 'Supported:\r\nTo: a', ['supported: ', 'to: a']],
    ['a colon in the value', 'Warning: 399 a "b: c"', ['warning: 399 a "b: c"']],
    ['a line without colon', 'To: a\r\nbroken\r\nFrom: b', ['to: a', 'from: b', 'broken: broken']],
    ['a line without name', ': a\r\nTo: b', ['to: b', 'broken: : a']],
    ['a name with a blank', 'Call ID: a', ['broken: Call ID: a']],
    ['a line that goes on a broken one', 'To: a\r\nbroken\r\n on\r\nFrom: b', ['to: a', 'from: b', 'broken: broken']],
    ['all indented alike', '  To: a\r\n  From: b\r\n    c', ['to: a', 'from: b c']],
    ['names that objects have', 'constructor: a\r\n__proto__: b', ['constructor: a', '__proto__: b']],
    ['LF, CR and CR CR LF', 'To: a\nFrom: b\rVia: c\r\r\nCSeq: 1 d', ['to: a', 'from: b', 'via: c', 'cseq: 1 d']],
    ['nothing', '', []],
  ];
  for (const [name, text, fields] of cases) it(name, () => assert.deepEqual(fieldsOf(text), fields));

  it('never throw, whatever the text', () => {
    const texts = fc.string({ unit: fc.constantFrom('a', ':', ' ', '\r', '\n', '"', '<'), maxLength: 30 });
    fc.assert(fc.property(texts, (text) => fieldsOf(text).length >= 0));
  });
});

describe('parameters', () => {
  const all = (text: string, separator: ';' | ',' = ';'): string[] =>
    [...parametersIn(text, span(text), separator)].map(({ name, value }) =>
      value === undefined
        ? text.slice(name.start, name.end)
        : `${text.slice(name.start, name.end)}=${text.slice(value.start, value.end)}`,
    );

  it('flags and values, with blanks around everything', () =>
    assert.deepEqual(all('a ; b = c;d='), ['a', 'b=c', 'd=']));
  it('separators in quoted strings', () => assert.deepEqual(all('a="b;c\\"d";e'), ['a=b;c\\"d', 'e']));
  it('separators in angle brackets', () => assert.deepEqual(all('a=<b;c>;d'), ['a=<b;c>', 'd']));
  it('a quoted string that never ends', () => assert.deepEqual(all('a="b;c'), ['a="b;c']));
  it('nothing between separators', () => assert.deepEqual(all(';;a;;'), ['a']));
  it('of credentials, behind commas', () => {
    assert.deepEqual(all('qop="auth", realm="a, b",version=3', ','), ['qop=auth', 'realm=a, b', 'version=3']);
  });
  it('are found in any case; a flag is empty', () => {
    const text = ';TAG=a;lr';
    assert.deepEqual(parameterIn(text, span(text), 'tag'), { start: 5, end: 6 });
    assert.deepEqual(parameterIn(text, span(text), 'lr'), { start: 9, end: 9 });
    assert.equal(parameterIn(text, span(text), 'a'), undefined);
  });
  it('look no further than their span', () =>
    assert.equal(parameterIn('a;b;c=d', { start: 0, end: 3 }, 'c'), undefined));
  it('lists', () => {
    const text = 'a, "b, c" ,, <d,e>';
    assert.deepEqual(
      listIn(text, span(text)).map(({ start, end }) => text.slice(start, end)),
      ['a', '"b, c"', '<d,e>'],
    );
  });
  it('escapes and folding are taken back', () => {
    const text = 'a \\"b\\"\r\n  \\\\c';
    assert.equal(unescaped(text, span(text)), 'a "b" \\c');
  });
});

describe('From, To and Contact', () => {
  const read = (text: string): string[] => {
    const { displayName, uri, parameters } = readNameAddress(text, span(text));
    const tag = tagIn(text, 0, text.length);
    return [displayName, uri, parameters, tag ?? { start: 0, end: 0 }].map(({ start, end }) => text.slice(start, end));
  };
  const cases: [text: string, parts: string[]][] = [
    ['"Alice" <sip:a@b>;tag=1', ['Alice', 'sip:a@b', ';tag=1', '1']],
    ['Alice B <sip:a@b> ; TAG = 1', ['Alice B', 'sip:a@b', ' ; TAG = 1', '1']],
    ['sip:a@b;tag=1', ['', 'sip:a@b', ';tag=1', '1']],
    ['<sip:a@b;tag=in>;tag=out', ['', 'sip:a@b;tag=in', ';tag=out', 'out']],
    ['<sip:a@b;tag=in>', ['', 'sip:a@b;tag=in', '', '']],
    ['"a;tag=x <y>" <sip:a@b>;epid=2;tag=1', ['a;tag=x <y>', 'sip:a@b', ';epid=2;tag=1', '1']],
    ['"a\\" <x>" <sip:a@b>', ['a\\" <x>', 'sip:a@b', '', '']],
    ['caller<sip:a@b>;tag=1', ['caller', 'sip:a@b', ';tag=1', '1']],
    ['< sip:a@b >', ['', 'sip:a@b', '', '']],
    ['<sip:a@b', ['', 'sip:a@b', '', '']],
    ['<sip:a@b>;tag=', ['', 'sip:a@b', ';tag=', '']],
    ['', ['', '', '', '']],
  ];
  for (const [text, parts] of cases) it(JSON.stringify(text), () => assert.deepEqual(read(text), parts));
});

describe('Via', () => {
  const read = (text: string): string[] => {
    const via = { sentByStart: 0, sentByEnd: 0, branchStart: 0, branchEnd: 0 };
    readTopVia(text, 0, text.length, via);
    return [text.slice(via.sentByStart, via.sentByEnd), text.slice(via.branchStart, via.branchEnd)];
  };
  const cases: [text: string, parts: string[]][] = [
    ['SIP/2.0/TLS 192.0.2.1:5061;branch=z9hG4bK1;rport', ['192.0.2.1:5061', 'z9hG4bK1']],
    ['SIP/2.0/TLS 192.0.2.1', ['192.0.2.1', '']],
    ['SIP/2.0/UDP a ;BRANCH = 1, SIP/2.0/UDP b;branch=2', ['a', '1']],
    ['SIP/2.0/UDP a, SIP/2.0/UDP b;branch=2', ['a', '']],
    ['SIP / 2.0 / UDP first.example.com : 4000;ttl=16', ['first.example.com : 4000', '']],
    ['SIP/2.0/UDP [2001:db8::1]:5060;branch=z9hG4bK1', ['[2001:db8::1]:5060', 'z9hG4bK1']],
    ['SIP/2.0/UDP\r\n a;branch=1', ['a', '1']],
    ['SIP/2.0/UDP a;x="1,2";branch=3', ['a', '3']],
    ['SIP/2.0/UDP 192.0.2.15;;,;,,', ['192.0.2.15', '']],
    ['SIP/2.0/UDP a;branch=', ['a', '']],
    ['nonsense', ['', '']],
    ['', ['', '']],
  ];
  for (const [text, parts] of cases) it(JSON.stringify(text), () => assert.deepEqual(read(text), parts));
});

describe('the fields that tie messages together', () => {
  const first = (headers: string) => readTrace(`INFO sip:a@b SIP/2.0\r\n${headers}\r\n\r\n`).messages[0];

  it('are read over folded lines, in any case and form', () => {
    const message = first(
      'v : SIP/2.0/UDP\r\n A.example.com : 5060 ;branch=z9\r\nI:\r\n 1\r\ncSEQ: 7\r\n INFO\r\nF: <sip:a>\r\n ;tag=2',
    );
    assert.equal(message?.sentBy, 'a.example.com:5060');
    assert.equal(message?.branch, 'z9');
    assert.equal(message?.callId, '1');
    assert.equal(message?.cseq, 7);
    assert.equal(message?.fromTag, '2');
  });

  it('are read behind a value that begins on the next line', () => {
    const message = first('CSeq:\r\n 2 INFO\r\nCall-ID:\r\n 1\r\nFrom:\r\n <sip:a>;tag=3');
    assert.deepEqual([message?.cseq, message?.callId, message?.fromTag], [2, '1', '3']);
  });

  it('of several with one name the first counts', () => {
    const message = first('Call-ID: 1\r\nCall-ID: 2\r\n 3\r\nCSeq: 5 INFO\r\nCSeq: 59 INFO');
    assert.equal(message?.callId, '1');
    assert.equal(message?.cseq, 5);
  });

  const numbers: [value: string, cseq: number | undefined][] = [
    ['2130706432 INFO', 2130706432],
    ['0009 INFO', 9],
    ['7', 7],
    ['x INFO', undefined],
    ['-1 INFO', undefined],
    ['36893488147419103232 INFO', undefined],
    ['', undefined],
  ];
  for (const [value, cseq] of numbers) it(`CSeq: ${value}`, () => assert.equal(first(`CSeq: ${value}`)?.cseq, cseq));

  it('a longer name is another field', () => {
    const message = first('Via-x: a\r\nFromage: b\r\nTop: c\r\nCall-IDs: d\r\nCSeqs: 1 INFO\r\nI-x: e');
    assert.equal(message?.callId, '');
    assert.equal(message?.cseq, undefined);
    for (const key of ['via', 'from', 'to', 'call-id', 'cseq'] as const) assert.equal(message?.has(key), false);
  });
});
