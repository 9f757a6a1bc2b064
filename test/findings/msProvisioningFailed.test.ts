import assert from 'node:assert/strict';
import { checkFindings, onlyMessage } from '../support/checkFindings';
import { Client } from '../support/client';

const alice = new Client();
const FAULT = ['warning ms-provisioning-failed'];

/** A SUBSCRIBE to the own data and its answer. */
const subscribed = (
  cseq: number,
  event: string,
  status: string,
  headers = '',
  notes: readonly string[] = [],
): string[] => [
  alice.request('SUBSCRIBE', cseq, `\nEvent: ${event}`),
  alice.answerTo('SUBSCRIBE', cseq, status, headers, { notes }),
];

describe('finding ms-provisioning-failed', () => {
  it('says what the client lacks', () => {
    const found = checkFindings(
      ...subscribed(1, 'vnd-microsoft-provisioning-v2', '500 Server Internal Error', '', FAULT),
    );
    assert.match(
      onlyMessage(found),
      /^alice@example\.com is signed in, but vnd-microsoft-provisioning-v2 could not be loaded \(500 Server Internal Error\), so the configuration \(meetings, telephony, address book\) is missing\./,
    );
  });

  it('what one endpoint lacks is one problem', () => {
    const found = checkFindings(
      ...subscribed(1, 'vnd-microsoft-roaming-contacts', '500 Server Internal Error', '', FAULT),
      ...subscribed(2, 'vnd-microsoft-roaming-self', '500 Server Internal Error'),
    );
    assert.equal(found[0]?.more, 1);
    assert.match(onlyMessage(found), /the contact list stays empty, and the own presence is not shown/);
  });

  it('a contact list that has moved to Exchange is news', () => {
    const moved =
      '\nms-diagnostics: 2165;reason="Contact subscription is not allowed as the user\'s contact list has migrated to Exchange"';
    const found = checkFindings(
      ...subscribed(1, 'vnd-microsoft-roaming-contacts', '488 Not Acceptable Here', moved, [
        'information ms-provisioning-failed',
      ]),
    );
    assert.match(onlyMessage(found), /is kept in Exchange now/);
  });

  it('is news when the same succeeds later', () => {
    checkFindings(
      ...subscribed(1, 'vnd-microsoft-roaming-self', '500 Server Internal Error', '', [
        'information ms-provisioning-failed',
      ]),
      ...subscribed(2, 'vnd-microsoft-roaming-self', '200 OK'),
    );
  });

  it('is silent about other events', () => {
    checkFindings(...subscribed(1, 'presence', '500 Server Internal Error', '', ['error server-error']));
  });
});
