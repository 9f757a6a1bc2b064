import assert from 'node:assert/strict';
import { checkFindings, onlyMessage } from '../support/checkFindings';
import { Conversation, later } from '../support/packets';

const talk = new Conversation();
const PRESENCE = 'Event: presence';

const subscribe = (at: number, headers = '', details = {}): string =>
  talk.request(at, 'SUBSCRIBE', { headers: `${PRESENCE}\nContact: <sip:alice@192.0.2.1>\n${headers}`, ...details });
const accepted = (at: number, headers = 'Expires: 600', details = {}): string =>
  talk.answer(at, '200 OK', 'SUBSCRIBE', { headers, ...details });
/** A NOTIFY and its 200. */
const notify = (at: number, state: string, details = {}): string =>
  talk.exchange(at, 'NOTIFY', '200 OK', {
    headers: `${PRESENCE}\nSubscription-State: ${state}`,
    back: true,
    ...details,
  });

describe('finding bad-event', () => {
  it('tells what the server offers', () => {
    const found = checkFindings(
      subscribe(0),
      talk.answer(0.1, '489 Bad Event', 'SUBSCRIBE', {
        headers: 'Allow-Events: dialog, message-summary',
        notes: ['warning bad-event'],
      }),
    );
    assert.equal(
      onlyMessage(found),
      'alice@example.com cannot subscribe to "presence" of bob@example.com: 192.0.2.2:5060 does not know the event "presence" ' +
        '(489 Bad Event); it offers dialog, message-summary. Switch the feature off that asks for it, or enable it on the server.',
    );
  });

  it('is one for the same event at the same server', () => {
    const again = new Conversation({ callId: '2' });
    const found = checkFindings(
      subscribe(0),
      talk.answer(0.1, '489 Bad Event', 'SUBSCRIBE', { notes: ['warning bad-event'] }),
      again.request(60, 'SUBSCRIBE', { headers: PRESENCE }),
      again.answer(60.1, '489 Bad Event', 'SUBSCRIBE'),
    );
    assert.equal(found[0]?.more, 1);
  });

  it('speaks of publishing where a PUBLISH is refused', () => {
    const found = checkFindings(
      talk.request(0, 'PUBLISH', { headers: PRESENCE }),
      talk.answer(0.1, '489 Bad Event', 'PUBLISH', { notes: ['warning bad-event'] }),
    );
    assert.match(onlyMessage(found), /^alice@example\.com cannot publish "presence": /);
  });
});

describe('finding subscribe-no-notify', () => {
  const FAULT = { notes: ['warning subscribe-no-notify'] };

  it('an accepted subscription without NOTIFY for 32 s', () => {
    const found = checkFindings(subscribe(0), accepted(0.1, 'Expires: 600', FAULT), later(60));
    assert.equal(
      onlyMessage(found),
      'alice@example.com subscribed to "presence" of bob@example.com and was accepted (200 OK), but no NOTIFY came within 32 s: ' +
        'the server sends none, or it is blocked or goes elsewhere. It is sent to <sip:alice@192.0.2.1>: check that the server can ' +
        'reach this address.',
    );
  });

  it('is silent when a NOTIFY comes, even after the others', () => {
    checkFindings(subscribe(0), accepted(0.1), notify(0.2, 'active;expires=600'), later(60));
  });

  it('is silent when a BENOTIFY comes, which nobody answers', () => {
    checkFindings(
      subscribe(0),
      accepted(0.1),
      talk.request(0.2, 'BENOTIFY', { headers: PRESENCE, back: true }),
      later(60),
    );
  });

  it('is silent when the log ends before (edge-end)', () => {
    checkFindings(subscribe(0), accepted(0.1), later(20));
  });

  it('is silent when the 2xx brings the state (ms-piggyback-first-notify)', () => {
    checkFindings(subscribe(0), accepted(0.1, 'Content-Type: application/pidf+xml\nExpires: 600'), later(60));
  });

  it('is silent about Microsoft clients and servers (ms-dialect)', () => {
    checkFindings(subscribe(0, 'User-Agent: UCCAPI/4.0'), accepted(0.1), later(60));
  });

  it('is silent about 204, and about a SUBSCRIBE that ends or asks for nothing', () => {
    checkFindings(subscribe(0), talk.answer(0.1, '204 No Notification', 'SUBSCRIBE'), later(60));
    checkFindings(subscribe(0, 'Expires: 0'), accepted(0.1, 'Expires: 0'), later(60));
  });

  it('is silent when the NOTIFY may pass the log by: a proxy that does not stay in the way', () => {
    const via = 'Via: SIP/2.0/UDP 192.0.2.9;branch=z9hG4bKother';
    checkFindings(subscribe(0, via), accepted(0.1), later(60));
    checkFindings(subscribe(0, via), accepted(0.1, 'Record-Route: <sip:192.0.2.1;lr>\nExpires: 600', FAULT), later(60));
  });
});

describe('finding notify-481', () => {
  const refused = (status: string, notes: readonly string[], headers: string): string =>
    talk.request(0, 'NOTIFY', { headers, back: true }) + talk.answer(0.1, status, 'NOTIFY', { back: true, notes });

  it('a receiver that does not know the subscription', () => {
    const found = checkFindings(
      refused('481 Unknown', ['information notify-481'], `${PRESENCE}\nSubscription-State: active`),
    );
    assert.equal(
      onlyMessage(found),
      'alice@example.com does not know the subscription to "presence" for which bob@example.com sends a NOTIFY (481 Unknown). The ' +
        'sender has to drop it; the client subscribes again if it still wants to know.',
    );
  });

  it('489 to an event that nobody asked for', () => {
    checkFindings(refused('489 Bad Event', ['information notify-481'], 'Event: message-summary'));
  });

  it('is a hint for keep-alives and where the subscription ends anyway', () => {
    checkFindings(refused('489 Bad Event', ['hint notify-481'], 'Event: keep-alive'));
    checkFindings(refused('481 Gone', ['hint notify-481'], `${PRESENCE}\nSubscription-State: terminated`));
  });

  it('is a hint where the subscription ends while the NOTIFY is under way', () => {
    checkFindings(
      talk.request(0, 'NOTIFY', { headers: PRESENCE, back: true }),
      subscribe(0.1, 'Expires: 0', { within: true, cseq: 2 }),
      accepted(0.2, 'Expires: 0', { cseq: 2 }),
      talk.answer(0.3, '481 Gone', 'NOTIFY', { back: true, notes: ['hint notify-481'] }),
    );
  });

  it('is a hint behind an unsubscribe', () => {
    checkFindings(
      subscribe(0, 'Expires: 0', { within: true, cseq: 2 }),
      accepted(0.1, 'Expires: 0', { cseq: 2 }),
      talk.request(1, 'NOTIFY', { headers: PRESENCE, back: true }),
      talk.answer(1.1, '481 Gone', 'NOTIFY', { back: true, notes: ['hint notify-481'] }),
    );
  });
});

describe('findings subscription-terminated and subscription-expired', () => {
  const begins = subscribe(0) + accepted(0.1) + notify(0.2, 'active;expires=600');

  it('an end with another reason is news', () => {
    const found = checkFindings(
      begins,
      notify(30, 'terminated;reason=deactivated', { cseq: 2, notes: ['information subscription-terminated'] }),
    );
    assert.equal(
      onlyMessage(found),
      'The subscription of alice@example.com to "presence" of bob@example.com ended: deactivated (Ended, subscribe again at once).',
    );
  });

  it('a refusal is a warning', () => {
    checkFindings(
      begins,
      notify(30, 'terminated;reason=rejected', { cseq: 2, notes: ['warning subscription-terminated'] }),
    );
  });

  it('noresource is a warning only where nothing was ever told', () => {
    const end = 'terminated;reason=noresource';
    checkFindings(subscribe(0), accepted(0.1), notify(0.2, end, { notes: ['warning subscription-terminated'] }));
    checkFindings(begins, notify(30, end, { cseq: 2, notes: ['information subscription-terminated'] }));
  });

  it('is silent when the subscriber ended it, though servers call that a timeout', () => {
    checkFindings(
      begins,
      subscribe(30, 'Expires: 0', { within: true, cseq: 2 }),
      accepted(30.1, 'Expires: 0', { cseq: 2 }),
      notify(30.2, 'terminated;reason=timeout', { cseq: 2 }),
    );
  });

  it('is silent without reason, and about transfers', () => {
    checkFindings(begins, notify(30, 'terminated', { cseq: 2 }));
    checkFindings(
      talk.exchange(0, 'NOTIFY', '200 OK', {
        headers: 'Event: refer\nSubscription-State: terminated;reason=noresource',
        back: true,
      }),
    );
  });

  it('running out without renewal is a warning', () => {
    const found = checkFindings(
      begins,
      notify(601, 'terminated;reason=timeout', { cseq: 2, notes: ['warning subscription-expired'] }),
      later(700),
    );
    assert.equal(
      onlyMessage(found),
      'The subscription of alice@example.com to "presence" of bob@example.com ran out: it was granted for 600 s and not renewed. ' +
        'Find out why the client sent no SUBSCRIBE in time; until it does, it learns nothing more.',
    );
  });

  it('running out is news when the log ends before the client could be seen to subscribe again', () => {
    const found = checkFindings(
      begins,
      notify(601, 'terminated;reason=timeout', { cseq: 2, notes: ['information subscription-expired'] }),
      later(640),
    );
    assert.match(onlyMessage(found), /Whether the client subscribes again is not seen: the log ends too soon\.$/);
  });

  it('running out is news when the client subscribes again at once', () => {
    const again = new Conversation({ callId: '2' });
    checkFindings(
      begins,
      notify(601, 'terminated;reason=timeout', { cseq: 2, notes: ['information subscription-expired'] }),
      again.exchange(602, 'SUBSCRIBE', '200 OK', { headers: PRESENCE }),
      again.exchange(602.2, 'NOTIFY', '200 OK', { headers: `${PRESENCE}\nSubscription-State: active`, back: true }),
    );
  });

  it('a timeout before its time is an end like others', () => {
    checkFindings(
      begins,
      notify(60, 'terminated;reason=timeout', { cseq: 2, notes: ['information subscription-terminated'] }),
    );
  });
});

describe('finding subscription-pending', () => {
  const begins = subscribe(0) + accepted(0.1);
  const FAULT = { notes: ['information subscription-pending'] };

  it('a subscription that waits for a minute', () => {
    const found = checkFindings(begins, notify(0, 'pending', FAULT), later(90));
    assert.match(onlyMessage(found), /waits for permission: the person asked/);
    checkFindings(begins, notify(0, 'pending', FAULT), notify(70, 'active', { cseq: 2 }));
  });

  it('is one for all NOTIFYs that say so', () => {
    checkFindings(begins, notify(0, 'pending', FAULT), notify(40, 'pending', { cseq: 2 }), later(90));
  });

  it('is silent when it is decided soon, and when the log ends before', () => {
    checkFindings(begins, notify(0, 'pending'), notify(20, 'active', { cseq: 2 }), later(90));
    checkFindings(begins, notify(0, 'pending'), later(30));
  });
});
