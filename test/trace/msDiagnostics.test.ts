import assert from 'node:assert/strict';
import { msDiagnosticsOf, msDiagnosticsWith } from '../../server/src/trace/microsoft/msDiagnostics';
import { readTrace } from '../../server/src/trace/trace';

const messageWith = (headers: string) => {
  const [message] = readTrace(
    `SIP/2.0 500 Oops\r\nVia: SIP/2.0/TLS a\r\n${headers.replaceAll('\n', '\r\n')}\r\n\r\n`,
  ).messages;
  assert.ok(message);
  return message;
};

/** `id reason source` of each account, and its other parameters. */
const checkAccounts = (headers: string, accounts: readonly string[]): void =>
  assert.deepEqual(
    msDiagnosticsOf(messageWith(headers)).map(({ id, reason, source, parameters }) => {
      const others = parameters.filter(({ name }) => !/^(reason|source)$/i.test(name));
      return [id, reason, source, ...others.map(({ name, value }) => `${name}=${value}`)].join(' | ');
    }),
    accounts,
  );

describe('ms-diagnostics', () => {
  it('id, reason, source and what else there is', () => {
    checkAccounts('ms-diagnostics: 1008;reason="Unable to resolve";domain="example.net";source="edge.example.com"', [
      '1008 | Unable to resolve | edge.example.com | domain=example.net',
    ]);
  });
  it('blanks around everything, any case', () => {
    checkAccounts('MS-DIAGNOSTICS :  4005 ; Reason = "a" ;SOURCE= "b" ', ['4005 | a | b']);
  });
  it('a sub-code behind a dot', () => checkAccounts('ms-diagnostics: 2013.1;reason="a"', ['2013 | a | ']));
  it('semicolons, commas and escaped quotes in the reason', () => {
    checkAccounts('ms-diagnostics: 1;reason="a; b, \\"c\\" = d";source="e"', ['1 | a; b, "c" = d | e']);
  });
  it('quotation marks as web pages and word processors write them', () => {
    const account = 'ms-diagnostics: 1008;reason="Unable to resolve";source="edge.example.com"';
    const read = ['1008 | Unable to resolve | edge.example.com'];
    checkAccounts(account.replaceAll('"', '&quot;'), read);
    checkAccounts(account.replaceAll('"', '\u201d'), read);
    // Offsets stay those of the log.
    const message = messageWith(account.replaceAll('"', '&quot;'));
    const [, source] = msDiagnosticsOf(message)[0]?.parameters ?? [];
    assert.ok(source);
    assert.match(message.slice(source.span), /^source=&quot;edge\.example\.com/);
  });
  it('a reason without quotes', () => checkAccounts('ms-diagnostics: 1;reason=a b', ['1 | a b | ']));
  it('folded over lines', () => checkAccounts('ms-diagnostics: 1;\n reason="a\n  b"', ['1 | a b | ']));
  it('several in one header field', () => {
    checkAccounts('ms-diagnostics: 1;reason="a, b", 2;reason="c"', ['1 | a, b | ', '2 | c | ']);
  });
  it('several header fields: internal before public, each id once', () => {
    checkAccounts(
      `ms-diagnostics-public: 2013;reason="public"
ms-client-diagnostics: 52;reason="client"
ms-diagnostics: 2013;reason="internal";source="a"
ms-diagnostics-public: 7`,
      ['2013 | internal | a', '7 |  | ', '52 | client | '],
    );
  });
  const noNumbers = ['x', '', '-1', '1x', '1234567890123', '0x10', '1 2'];
  for (const id of noNumbers) {
    it(`${JSON.stringify(id)} is no number`, () => {
      for (const account of msDiagnosticsOf(messageWith(`ms-diagnostics: ${id};reason="a"`))) {
        assert.equal(account.id, undefined);
        assert.equal(account.reason, 'a');
      }
    });
  }
  it('0 is one', () => checkAccounts('ms-diagnostics: 0', ['0 |  | ']));
  it('none', () => checkAccounts('ms-diagnosticsx: 1', []));

  it('spans lie where they should', () => {
    const message = messageWith('ms-diagnostics: 1;reason="a",  2013.1 ; x=y ');
    const account = msDiagnosticsWith(message, 2013);
    assert.ok(account);
    assert.equal(message.trace.slice(account.span), '2013.1 ; x=y');
    assert.equal(message.trace.slice(account.idSpan), '2013.1');
    assert.equal(message.trace.slice(account.parameters[0]?.span ?? { start: 0, end: 0 }), 'x=y');
  });
});
