import assert from 'node:assert/strict';
import { readVia } from '../../../server/src/trace/sip/via';
import { textOf } from '../../../server/src/trace/text/span';

function checkVia(value: string, expected: string): void {
  const text = `Via: ${value}\r\n`;
  const { sentProtocol, transport, host, port, parameters } = readVia(text, { start: 5, end: 5 + value.length });
  const parts = [sentProtocol, transport, host, port ?? { start: 0, end: 0 }, parameters];
  assert.equal(parts.map((part) => textOf(text, part)).join(' | '), expected);
}

describe('Via', () => {
  it('has a protocol, an address and parameters', () => {
    checkVia(
      'SIP/2.0/TLS 192.0.2.5:54321;branch=z9hG4bK1;rport',
      'SIP/2.0/TLS | TLS | 192.0.2.5 | 54321 | ;branch=z9hG4bK1;rport',
    );
    checkVia('SIP/2.0/UDP [2001:db8::1];branch=1', 'SIP/2.0/UDP | UDP | 2001:db8::1 |  | ;branch=1');
  });

  it('may have blanks around slashes and colon', () => {
    checkVia(
      'SIP / 2.0 / UDP  first.example.com : 4000 ;ttl=16',
      'SIP / 2.0 / UDP | UDP | first.example.com | 4000 | ;ttl=16',
    );
  });

  it('may be broken', () => {
    checkVia('SIP/2.0', ' |  | SIP/2.0 |  | ');
    checkVia('SIP/2.0/UDP', 'SIP/2.0/UDP | UDP |  |  | ');
    checkVia(';;,', ' |  |  |  | ;;,');
  });
});
