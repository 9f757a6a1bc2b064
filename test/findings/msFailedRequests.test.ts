import assert from 'node:assert/strict';
import { checkFindings, onlyMessage } from '../support/checkFindings';
import { message } from '../support/logs';

interface Exchange {
  readonly method?: string;
  readonly to?: string;
  readonly number?: number;
  readonly headers?: string;
  /** Header fields of the request. */
  readonly asks?: string;
  readonly via?: string;
}

/** A request of alice and its answer, which has this note. */
function exchange(status: string, note: string | undefined, more: Exchange = {}): string {
  const { method = 'INVITE', to = 'bob@example.net', number = 1, headers = '', asks = '', via = '192.0.2.1' } = more;
  const common = (toTag: string) => `
Via: SIP/2.0/TLS ${via};branch=z9hG4bK${number}
From: <sip:alice@example.com>;tag=1;epid=01
To: <sip:${to}>${toTag}
Call-ID: ${number}
CSeq: 1 ${method}`;
  return [
    message({ start: `${method} sip:${to} SIP/2.0`, headers: `${common('')}${asks}` }),
    message({
      start: `SIP/2.0 ${status}`,
      headers: `${common(';tag=2')}${headers}`,
      notes: note === undefined ? [] : [note],
    }),
  ].join('\n');
}

const says = (id: number, reason: string, source = 'edge.example.com'): string =>
  `\nms-diagnostics: ${id};reason="${reason}";source="${source}"`;
const NO_SRV = says(1008, 'Unable to resolve DNS SRV record');
const NO_USER = says(1003, 'User does not exist');
const FEDERATION = 'warning ms-federation-failure';

describe('findings about requests that fail at servers of Microsoft:', () => {
  it('the way to another domain', () => {
    const found = checkFindings(exchange('504 Server time-out', FEDERATION, { headers: NO_SRV }));
    assert.equal(
      onlyMessage(found),
      'INVITE to bob@example.net failed (504 Server time-out): The server cannot pass the request on to the next server or ' +
        'domain, or may not. ms-diagnostics 1008: Unable to resolve DNS SRV record. Reported by edge.example.com. SRV lookup for ' +
        'the target domain returned nothing usable. Check that the domain publishes its SRV record (_sipfederationtls._tcp for ' +
        'federation), and that this server can resolve it.',
    );
    assert.equal(found[0]?.msDiagnostics, 1008);
  });

  it('once for each partner', () => {
    const found = checkFindings(
      exchange('504 Server time-out', FEDERATION, { headers: NO_SRV }),
      exchange('504 Server time-out', undefined, { headers: NO_SRV, number: 2, to: 'carol@example.net' }),
      exchange('504 Server time-out', FEDERATION, { headers: NO_SRV, number: 3, to: 'dave@example.org' }),
    );
    assert.deepEqual(
      found.map(({ more }) => more),
      [1, 0],
    );
  });

  it('once for all legs', () => {
    checkFindings(
      exchange('504 Server time-out', FEDERATION, { headers: NO_SRV, via: 'edge.example.com' }),
      exchange('504 Server time-out', undefined, { headers: NO_SRV }),
    );
  });

  it('the presence of a contact in another domain is news', () => {
    const asks = '\nEvent: presence';
    checkFindings(
      exchange('504 Server time-out', 'information ms-federation-failure', {
        method: 'SUBSCRIBE',
        asks,
        headers: NO_SRV,
      }),
    );
    checkFindings(
      exchange('404 Not Found', 'hint ms-user-not-found-target', { method: 'SUBSCRIBE', asks, headers: NO_USER }),
    );
  });

  it('nobody has the address', () => {
    const found = checkFindings(exchange('404 Not Found', 'warning ms-user-not-found-target', { headers: NO_USER }));
    assert.match(
      onlyMessage(found),
      /bob@example\.net is no SIP user here: a typing error, an old contact, or a wrong domain\./,
    );
  });

  it('a dialog whose way is gone', () => {
    checkFindings(
      exchange('481 Call Leg/Transaction Does Not Exist', 'warning ms-route-set-invalid', {
        method: 'INFO',
        headers: says(1004, 'Route set is no longer valid'),
      }),
    );
  });

  it('a pool that takes nothing now, with a number or without', () => {
    const overload = 'warning ms-server-overload';
    checkFindings(exchange('503 Service Unavailable', overload, { headers: '\nServer: RTC/3.0', method: 'MESSAGE' }));
    checkFindings(exchange('503 Service Unavailable', overload, { headers: says(17000, 'Server overloaded') }));
    const other = '\nms-diagnostics: 2\n#               ^ warning ms-diagnostics';
    checkFindings(exchange('503 Service Unavailable', undefined, { headers: other }));
  });

  it('is news when the request succeeds within a minute', () => {
    checkFindings(
      exchange('503 Service Unavailable', 'information ms-server-overload', { method: 'MESSAGE' }),
      exchange('200 OK', undefined, { method: 'MESSAGE', number: 2 }),
    );
  });

  it('a reason that contradicts the number is left to the general rule', () => {
    const found = checkFindings(
      exchange('504 Server time-out', undefined, {
        headers:
          '\nms-diagnostics: 1008;reason="Out of coffee"\n#               ^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning ms-diagnostics',
      }),
    );
    assert.match(onlyMessage(found), /with another reason/);
  });
});
