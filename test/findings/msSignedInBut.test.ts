import assert from 'node:assert/strict';
import { checkFindings, onlyMessage } from '../support/checkFindings';
import { Client } from '../support/client';

const alice = new Client();
const ENHANCED = '\nSupported: msrtc-event-categories\nAllow-Events: vnd-microsoft-roaming-self';

/** A REGISTER and its 200 with these header fields. */
const accepted = (headers: string, ...notes: string[]) =>
  checkFindings(alice.register(1), alice.answer(1, '200 OK', `${ENHANCED}${headers}`, { notes }));

describe('findings about what the 200 to a REGISTER says besides:', () => {
  it('limited functionality', () => {
    const state = '\npresence-state: register-action="added";user-services-state=unavailable';
    assert.match(onlyMessage(accepted(state, 'warning ms-survivable-mode')), /the user services are not available/);
    const away = '\npresence-state: register-action="added";is-connected-to-primary="no"';
    assert.match(onlyMessage(accepted(away, 'warning ms-survivable-mode')), /the primary pool is not reached/);
    accepted('\npresence-state: register-action="added";is-connected-to-primary="yes"');
  });

  it('an update of the client', () => {
    const update = '\nWarning: 313 lcs.microsoft.com "https://client.example.com/"';
    assert.match(
      onlyMessage(accepted(update, 'information ms-client-update-advised')),
      /advises to update the client: "https:\/\/client\.example\.com\/"\.$/,
    );
  });

  it('no enhanced presence', () => {
    const old = '\npresence-state: register-action="added"\nAllow-Events: presence';
    checkFindings(alice.register(1), alice.answer(1, '200 OK', old, { notes: ['information ms-legacy-server-mode'] }));
  });
});
