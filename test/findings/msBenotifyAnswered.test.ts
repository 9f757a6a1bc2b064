import assert from 'node:assert/strict';
import { checkFindings, onlyMessage } from '../support/checkFindings';
import { Client } from '../support/client';

const alice = new Client();
const NOTED = { notes: ['hint ms-benotify-answered'] };

describe('finding ms-benotify-answered', () => {
  it('an answer to a BENOTIFY', () => {
    const found = checkFindings(alice.request('BENOTIFY', 1), alice.answerTo('BENOTIFY', 1, '200 OK', '', NOTED));
    assert.match(onlyMessage(found), /^A BENOTIFY must not be answered \(best effort\)/);
  });

  it('is said once for a log', () => {
    const found = checkFindings(
      alice.request('BENOTIFY', 1),
      alice.answerTo('BENOTIFY', 1, '200 OK', '', NOTED),
      alice.request('BENOTIFY', 2),
      alice.answerTo('BENOTIFY', 2, '200 OK'),
    );
    assert.equal(found[0]?.more, 1);
  });

  describe('is silent', () => {
    it('about a BENOTIFY without answer', () => void checkFindings(alice.request('BENOTIFY', 1)));
    it('about a NOTIFY', () => void checkFindings(alice.request('NOTIFY', 1), alice.answerTo('NOTIFY', 1, '200 OK')));
    it('when a gateway converts the one to the other', () => {
      const gateway = new Client({ sentBy: '192.0.2.20:5061' });
      checkFindings(
        alice.request('NOTIFY', 1),
        gateway.request('BENOTIFY', 1),
        gateway.answerTo('BENOTIFY', 1, '200 OK'),
        alice.answerTo('NOTIFY', 1, '200 OK'),
      );
    });
  });
});
