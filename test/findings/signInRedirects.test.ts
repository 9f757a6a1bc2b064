import assert from 'node:assert/strict';
import { checkFindings, onlyMessage } from '../support/checkFindings';
import { Client } from '../support/client';
import { connectionRecord } from '../support/logs';

const alice = new Client();
const HINT = ['hint ms-redirect-home'];
const LOOP = ['error redirect-loop'];
const laterOn = connectionRecord(3600);

/** A REGISTER that is redirected to this pool, as the client logs it. */
const redirected = (cseq: number, pool: number, notes: readonly string[], client = alice): string[] => [
  client.register(cseq).replace('Direction: incoming', 'Direction: outgoing'),
  client
    .answer(cseq, '301 Redirect to home server', `\nContact: <sip:pool${pool}.example.com:5061;transport=tls>`, {
      notes,
    })
    .replace('Direction: outgoing', 'Direction: incoming'),
];

describe('finding ms-redirect-home', () => {
  it('nothing follows in the log of the client', () => {
    const found = checkFindings(...redirected(1, 2, ['warning ms-redirect-home']), laterOn);
    assert.match(onlyMessage(found), /its home server pool2\.example\.com:5061 \(301\), and no REGISTER follows\./);
  });

  it('is a hint when the log ends within 32 s (edge-end)', () => {
    checkFindings(...redirected(1, 2, HINT), connectionRecord(33));
  });

  it('when the client goes on, under whatever Call-ID', () => {
    const there = new Client({ callId: 'other@192.0.2.1', sentBy: '192.0.2.1:1400' });
    checkFindings(...redirected(1, 2, HINT), there.register(1, '', { at: 3 }), there.answer(1, '200 OK'), laterOn);
  });

  it('in the log of the first server: the client is elsewhere then', () => {
    checkFindings(
      alice.register(1),
      alice.answer(1, '301 Redirect to home server', '\nContact: <sip:pool2.example.com>', { notes: HINT }),
      laterOn,
    );
  });
});

describe('finding redirect-loop', () => {
  it('a client that is sent back to where it has been sent before', () => {
    const found = checkFindings(...redirected(1, 2, []), ...redirected(2, 1, []), ...redirected(3, 2, LOOP));
    assert.match(
      onlyMessage(found),
      /back and forth between pool2\.example\.com:5061 and pool1\.example\.com:5061 \(301\)/,
    );
  });

  it('is news when a server takes the REGISTER in the end', () => {
    checkFindings(
      ...redirected(1, 2, []),
      ...redirected(2, 1, []),
      ...redirected(3, 2, ['information redirect-loop']),
      alice.register(4),
      alice.answer(4, '200 OK'),
    );
  });

  it('is silent when the client begins anew and is sent to the same pool', () => {
    checkFindings(...redirected(1, 2, HINT), ...redirected(2, 2, []), alice.register(3), alice.answer(3, '200 OK'));
  });
});
