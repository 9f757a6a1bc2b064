import assert from 'node:assert/strict';
import { percentDecoded, readUri, uriHeadersIn } from '../../../server/src/trace/sip/uri';
import { type Span, textOf } from '../../../server/src/trace/text/span';

/** Compares the parts that are there, in their order. */
function checkUri(uri: string, expected: Readonly<Record<string, string>>): void {
  // The URI stands somewhere in a log.
  const text = `To: <${uri}>;tag=1?x@y:z`;
  const { parameters, headers, ...parts } = readUri(text, { start: 5, end: 5 + uri.length });
  const shown = Object.entries({ ...parts, parameters: filled(parameters), headers: filled(headers) })
    .filter((entry): entry is [string, Span] => entry[1] !== undefined)
    .map(([name, span]) => [name, textOf(text, span)]);
  assert.deepEqual(Object.fromEntries(shown), expected);
}
const filled = (span: Span): Span | undefined => (span.start < span.end ? span : undefined);

describe('URI', () => {
  it('is taken apart: user, password, host, port, parameters, headers', () => {
    checkUri('sip:alice:secret@example.com:5061;transport=tcp;lr?Subject=a%20b&Priority=urgent', {
      scheme: 'sip',
      user: 'alice',
      password: 'secret',
      host: 'example.com',
      port: '5061',
      parameters: 'transport=tcp;lr',
      headers: 'Subject=a%20b&Priority=urgent',
    });
  });

  it('may have no user, an IPv6 address, or parameters in its user part', () => {
    checkUri('sips:example.com', { scheme: 'sips', host: 'example.com' });
    checkUri('sip:[2001:db8::1]:5060', { scheme: 'sip', host: '2001:db8::1', port: '5060' });
    checkUri('sip:2001:db8::1', { scheme: 'sip', host: '2001:db8::1' });
    checkUri('sip:+15551234;ext=9@example.com;user=phone', {
      scheme: 'sip',
      user: '+15551234;ext=9',
      host: 'example.com',
      parameters: 'user=phone',
    });
  });

  it('of a telephone number has a user and parameters', () => {
    checkUri('tel:1234;phone-context=+1555', { scheme: 'tel', user: '1234', parameters: 'phone-context=+1555' });
  });

  it('of another scheme is not taken apart, nor is text without one', () => {
    checkUri('urn:service:sos', { scheme: 'urn' });
    checkUri('alice', { scheme: '' });
    checkUri('', { scheme: '' });
  });

  it('has header fields behind the question mark', () => {
    const text = 'Replaces=1%40a&Route&=x&';
    const headers = [...uriHeadersIn(text, { start: 0, end: text.length })];
    assert.deepEqual(
      headers.map(({ name, value }) => [textOf(text, name), textOf(text, value)]),
      [
        ['Replaces', '1%40a'],
        ['Route', ''],
        ['', 'x'],
      ],
    );
  });

  it('gives its escapes back where they are some', () => {
    assert.equal(percentDecoded('J%C3%BCrgen%20%40'), 'Jürgen @');
    assert.equal(percentDecoded('50%, %zz %C3'), '50%, %zz %C3');
  });
});
