import assert from 'node:assert/strict';
import { checkFindings, onlyMessage } from '../support/checkFindings';
import { message } from '../support/logs';

interface Part {
  readonly headers?: string;
  readonly notes?: readonly string[];
  readonly from?: string;
  readonly callId?: string;
  readonly number?: number;
}

const common = (toTag: string, { from = 'alice@example.com', callId = '1', number = 1 }: Part): string => `
Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK${callId}${number}
From: <sip:${from}>;tag=1
To: <sip:alice@example.com>${toTag}
Call-ID: ${callId}
CSeq: ${number} REGISTER`;

const register = (contact: string, part: Part = {}): string =>
  message({
    start: 'REGISTER sip:example.com SIP/2.0',
    headers: `${common('', part)}\nContact: ${contact}${part.headers ?? '\nExpires: 600'}`,
  });

const accepted = (headers: string, part: Part = {}): string =>
  message({
    start: 'SIP/2.0 200 OK',
    notes: part.notes ?? [],
    headers: `${common(';tag=2', part)}${headers === '' ? '' : `\n${headers}`}`,
  });

/** A message as ngrep shows it. */
const packet = (from: string, to: string, text: string): string =>
  `U 2026/11/05 09:30:00.000000 ${from} -> ${to}\n${text}`;

const ALICE = '<sip:alice@192.0.2.1:5062;transport=udp>';
const ABSENT = { notes: ['warning registration-contact-absent-in-2xx'] };

describe('finding registration-contact-absent-in-2xx', () => {
  it('a 200 without Contact', () => {
    assert.equal(
      onlyMessage(checkFindings(register(ALICE), accepted('', ABSENT))),
      'The registrar accepts the REGISTER of alice@example.com, but does not list the contact alice@192.0.2.1:5062: calls do not reach this ' +
        'client. Look at what the registrar has stored, and whether something in between takes Contact out or changes it.',
    );
  });

  it('a 200 with those of others only', () => {
    const found = checkFindings(
      register(ALICE),
      accepted('Contact: <sip:7@192.0.2.7>;expires=60,\n <sip:8@192.0.2.8>;expires=60', ABSENT),
    );
    assert.match(onlyMessage(found), /the contact alice@192\.0\.2\.1:5062, only 7@192\.0\.2\.7, 8@192\.0\.2\.8: calls/);
    assert.deepEqual(
      found[0]?.related.map((place) => place.message),
      ['The contact that is to be registered', 'What is registered', 'What is registered'],
    );
  });

  it('repeats no more of a name than fits', () => {
    const long = 'a'.repeat(5000);
    const found = checkFindings(register(ALICE.replace('alice', long)), accepted('', ABSENT));
    assert.ok(onlyMessage(found).length < 600);
  });

  it('an address that only begins like that of the client is another one', () => {
    checkFindings(register(ALICE), accepted('Contact: <sip:7@192.0.2.10>;expires=60', ABSENT));
  });

  it('is information where a time is granted without naming the contact', () => {
    const found = checkFindings(
      register(ALICE),
      accepted('Expires: 600', { notes: ['information registration-contact-absent-in-2xx'] }),
    );
    assert.match(
      onlyMessage(found),
      /^The registrar accepts the REGISTER of alice@example\.com for 600 s, but does not list/,
    );
  });

  it('of one client again and again is one finding', () => {
    const again = { number: 2 };
    const found = checkFindings(register(ALICE), accepted('', ABSENT), register(ALICE, again), accepted('', again));
    assert.equal(found[0]?.more, 1);
    // Some clients make up a new user for each.
    const other = ALICE.replace('alice', 'x7k2');
    checkFindings(register(ALICE), accepted('', ABSENT), register(other, again), accepted('', again));
  });

  describe('is silent', () => {
    const silent = (contact: string, answer: string, part: Part = {}): void =>
      void checkFindings(register(contact, part), accepted(answer, { ...part, notes: [] }));

    it('when the contact is there, in whatever place and way of writing', () => {
      silent(
        ALICE,
        'm: sip:7@192.0.2.7;expires=60\nCONTACT : "Alice" <SIP:alice@192.0.2.1:5062;transport=udp>;expires=600',
      );
    });
    it('when something in between rewrites it: its user, host or instance is there', () => {
      silent(ALICE, 'Contact: <sip:alice@192.0.2.77:40000>;expires=600');
      silent('<sip:x1@192.0.2.1:5062>', 'Contact: <sip:y2@192.0.2.1:40000>;expires=600');
      silent('<sip:x1@192.0.2.1:5062>', 'Contact: <sip:y2@192.0.2.78>;received="sip:192.0.2.1:5062";expires=600');
      silent(
        '<sip:x1@192.0.2.1>;+sip.instance="<urn:uuid:1>"',
        'Contact: <sip:y2@192.0.2.78>;+sip.instance="<urn:uuid:1>"',
      );
    });
    it('when the user is none, or is written with escapes: it is the same', () => {
      silent('<sip:10.0.0.5:5060>', 'Contact: <sip:192.0.2.77:40000>;expires=600');
      silent('<sip:[2001:db8:0::1]>', 'Contact: <sip:[2001:db8::1]>;expires=600');
      silent('<sip:%2B4930123@192.0.2.1>', 'Contact: <sip:+4930123@192.0.2.77>;expires=600');
    });
    it('when another leg shows the contact that was put in its place (multi-leg)', () => {
      const leg = register('<sip:x7k2@192.0.2.10>').replace('branch=z9hG4bK', 'branch=z9hG4bKleg');
      checkFindings(register(ALICE), leg, accepted('Contact: <sip:x7k2@192.0.2.10>;expires=600'));
    });
    it('when a border controller lists its own address only', () => {
      const [asked, answer] = [register(ALICE), accepted('Contact: <sip:x7k2@192.0.2.10:5060>;expires=600')];
      checkFindings(
        packet('192.0.2.1:5062', '192.0.2.10:5060', asked),
        packet('192.0.2.10:5060', '192.0.2.1:5062', answer),
      );
    });
    it('when the client signs out or only asks', () => {
      silent(ALICE, '', { headers: '\nExpires: 0' });
      silent(`${ALICE};expires=0`, '', { headers: '' });
      silent('*', '', { headers: '\nExpires: 0' });
    });
    it('about servers of Microsoft (ms-dialect)', () => {
      silent(ALICE, 'Server: RTC/3.0');
      silent(ALICE, 'ms-keep-alive: UAS; tcp=no');
    });
    it('when a value was taken out (masked)', () => silent('<sip:alice@***:5062>', ''));
    it('when an application server is told of it', () => {
      checkFindings(
        register('<sip:scscf.example.com>', {
          from: 'scscf.example.com',
          headers: '\nExpires: 600\nP-Charging-Vector: icid-value=1',
        }),
        accepted('', { from: 'scscf.example.com' }),
      );
    });
    it('when the log ends in the answer (truncated-log)', () => {
      checkFindings(register(ALICE), accepted('').trimEnd());
    });
    it('when a call comes to that contact later', () => {
      checkFindings(
        register(ALICE),
        accepted(''),
        message({
          start: 'INVITE sip:alice@192.0.2.1:5062 SIP/2.0',
          headers: `
Via: SIP/2.0/UDP 192.0.2.9;branch=z9hG4bK9
From: <sip:bob@example.com>;tag=9
To: <sip:alice@example.com>
Call-ID: 9
CSeq: 1 INVITE`,
        }),
      );
    });
    it('when the log does not show the REGISTER (edge-start)', () => void checkFindings(accepted('')));
  });
});

const MANY = { notes: ['information registration-multiple-bindings'] };
/** So many contacts, each at a port of its own. */
const contacts = (count: number, more: (index: number) => string = () => ''): string =>
  Array.from(
    { length: count },
    (_, index) => `Contact: <sip:alice@192.0.2.1:${5062 + index}>;expires=600${more(index)}`,
  ).join('\n');

describe('finding registration-multiple-bindings', () => {
  it('more than three contacts of one user', () => {
    const found = checkFindings(accepted(contacts(4), MANY));
    assert.match(onlyMessage(found), /^4 contacts are registered for alice@example\.com: a call rings at all of them/);
    assert.equal(found[0]?.related.length, 4);
  });

  it('also in one line', () => {
    checkFindings(accepted(`Contact: ${[1, 2, 3, 4].map((port) => `sip:alice@192.0.2.1:${port}`).join(', ')}`, MANY));
  });

  it('one device twice', () => {
    const found = checkFindings(
      accepted(
        contacts(2, () => ';+sip.instance="<urn:uuid:1>"'),
        MANY,
      ),
    );
    assert.match(onlyMessage(found), /^One device of alice@example\.com is registered more than once: /);
  });

  it('is said once for a user', () => {
    const found = checkFindings(accepted(contacts(4), MANY), accepted(contacts(5), { number: 2 }));
    assert.equal(found[0]?.more, 1);
  });

  describe('is silent', () => {
    it('about three', () => void checkFindings(accepted(contacts(3))));
    it('when each is a device of its own: then they are meant', () => {
      checkFindings(accepted(contacts(5, (index) => `;+sip.instance="<urn:uuid:${index}>"`)));
    });
    it('about one device with several connections', () => {
      checkFindings(accepted(contacts(2, (index) => `;+sip.instance="<urn:uuid:1>";reg-id=${index}`)));
    });
    it('about contacts that are over', () => void checkFindings(accepted(contacts(4).replaceAll('=600', '=0'))));
    it('about other addresses in a contact', () => {
      checkFindings(
        accepted(contacts(2, () => ';pub-gruu="sip:alice@example.com;gr=1";temp-gruu="sip:x@example.com;gr"')),
      );
    });
    it('when the instances were taken out (masked)', () => {
      checkFindings(accepted(contacts(2, () => ';+sip.instance="<urn:uuid:*****>"')));
    });
  });
});
