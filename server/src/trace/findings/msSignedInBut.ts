import { headHolds, headOf } from '../headText';
import type { Message } from '../message';
import { msDiagnosticsWith } from '../microsoft/msDiagnostics';
import { userOf } from '../signIns';
import { listIn } from '../sip/parameters';
import type { Trace } from '../trace';
import { KIND } from './messageKinds';
import { filterWarning } from './msClientVersionFilter';
import type { Rule, RulePage, Severity } from './rule';

/** Something that a server of Microsoft says in the 2xx to a REGISTER beside that the user is signed in. */
interface Row {
  readonly code: string;
  readonly severity: Severity;
  /** Whether header fields as they were sent, which hold `MORE`, may say it. */
  mayBeIn(head: string): boolean;
  /** What it says of the user, as a sentence or two; `undefined` when it says nothing of this kind. */
  says(response: Message, user: string): string | undefined;
  readonly source: string;
  readonly href: string;
  readonly page: Omit<RulePage, 'example'>;
  /** Header fields of the 200 of the example. */
  readonly example: string;
}

const SIPREGE = 'https://learn.microsoft.com/en-us/openspecs/office_protocols/ms-siprege/';
/** Option tag and event type of enhanced presence. [MS-SIPREGE] 2.2.1.5. */
const ENHANCED = /msrtc-event-categories/i;
const ROAMING_SELF = /vnd-microsoft-roaming-self/i;
/** The same where they plainly stand in their header fields. */
const ANNOUNCED =
  /^(?:Supported:[^\r\n]{0,1000}msrtc-event-categories|Allow-Events:[^\r\n]{0,1000}vnd-microsoft-roaming-self)/im;

const ROWS: readonly Row[] = [
  {
    code: 'ms-survivable-mode',
    severity: 'warning',
    mayBeIn: (head) =>
      /user-services-state\s{0,99}=\s{0,99}"?unavailable|is-connected-to-primary\s{0,99}=\s{0,99}"?no\b/i.test(head),
    says: (response, user) => {
      const state = response.value('presence-state') ?? '';
      const lacksServices = /;\s{0,10}user-services-state\s{0,10}=\s{0,10}"?unavailable/i.test(state);
      const isAway = /;\s{0,10}is-connected-to-primary\s{0,10}=\s{0,10}"?no\b/i.test(state);
      if (!lacksServices && !isAway) return undefined;
      const why = lacksServices ? 'the user services are not available' : 'the primary pool is not reached';
      return `${user} is signed in with limited functionality: ${why} (presence-state). Presence, contacts and conferences may be missing until that pool is back. Check its services and the connection to it; during a planned fail-over there is nothing to do.`;
    },
    source: '[MS-SIPREGE] 2.2.1.4',
    href: SIPREGE,
    page: {
      title: 'Signed in with limited functionality',
      meaning:
        'The 200 to the REGISTER says in presence-state that the user services are not available, or that the server is not ' +
        'connected to the primary pool of the user. Calls work, presence, contacts and conferences may not.',
      advice:
        'Check the services of the home pool and its back-end database, and the network to it. During a planned fail-over there ' +
        'is nothing to do.',
    },
    example: 'presence-state: register-action="added";primary-cluster-type="central";is-connected-to-primary="no"',
  },
  {
    code: 'ms-client-update-advised',
    severity: 'information',
    mayBeIn: (head) => /lcs\.microsoft\.com|ms-diagnostics/i.test(head),
    says: (response, user) => {
      // 310 and 311 say that the client is blocked.
      const given = filterWarning(response);
      const warning = ['312', '313', '314'].includes(given?.code ?? '') ? given : undefined;
      const account = msDiagnosticsWith(response, 17004);
      if (warning === undefined && account === undefined) return undefined;
      const words = warning?.text || account?.reason || '';
      return `${user} is signed in, and the server advises to update the client${words === '' ? '' : `: "${words}"`}.`;
    },
    source: '[MS-SIPREGE] 3.4.2.5; [MS-OCER] 8.16 id 17004',
    href: SIPREGE,
    page: {
      title: 'The server advises to update the client',
      meaning:
        'The 200 to the REGISTER has a Warning from 312 to 314 of lcs.microsoft.com, or ms-diagnostics 17004: the client ' +
        'version filter lets the client in, and asks for a newer version.',
      advice: 'Update the client when there is time; the Warning may name where to get it.',
    },
    example: 'Warning: 313 lcs.microsoft.com "https://client.contoso.com/"',
  },
  {
    code: 'ms-legacy-server-mode',
    severity: 'information',
    mayBeIn: (head) => /presence-state/i.test(head) && !ANNOUNCED.test(head),
    says: (response, user) => {
      const events = response.headersNamed('allow-events');
      const supported = response.headersNamed('supported');
      if (response.header('presence-state') === undefined || events.length === 0) return undefined;
      const has = (fields: typeof events, word: RegExp): boolean =>
        fields.some(({ value }) => listIn(response.text, value).some((part) => word.test(response.slice(part))));
      if (has(supported, ENHANCED) || has(events, ROAMING_SELF)) return undefined;
      return `The server does not announce enhanced presence to ${user}: it is of the time of LCS 2005, or the user is not enabled for it. Newer clients fall back to the old way.`;
    },
    source: '[MS-SIPREGE] 2.2.1.5; behaviour of the SIPE client',
    href: SIPREGE,
    page: {
      title: 'The server does not announce enhanced presence',
      meaning:
        'The 200 to the REGISTER lists neither msrtc-event-categories in Supported nor vnd-microsoft-roaming-self in ' +
        'Allow-Events, as servers since OCS 2007 do for users with enhanced presence.',
      advice: 'Nothing to do for an old server or client. Else enable the user for enhanced presence.',
    },
    example:
      'presence-state: register-action="added"\nAllow-Events: vnd-microsoft-provisioning,vnd-microsoft-roaming-contacts,presence',
  },
];

/** Findings about what a 2xx to a REGISTER says beside that the user is signed in: one rule for each row. Span: the status-line. */
export const msSignedInBut: readonly Rule[] = ROWS.map(
  (row, place): Rule => ({
    code: row.code,
    severity: row.severity,
    scope: 'message',
    methods: ['REGISTER'],
    kinds: KIND.success,
    source: row.source,
    href: row.href,
    page: { ...row.page, example: exampleOf(row) },
    mayConcern: (trace, index) => (rowsIn(trace, index) & (1 << place)) !== 0,
    find: (message, context) => {
      const user = userOf(message) || 'The user';
      const says = context.isClaimed(message) ? undefined : row.says(message, user);
      if (says === undefined) return [];
      return [{ span: message.startLineSpan, about: message, kind: '', message: says }];
    },
  }),
);

const MORE = /presence-state|lcs\.microsoft\.com|ms-diagnostics/i;

/** Which rows message `index` may be one for, a bit each; asked once. */
const rowsIn = (trace: Trace, index: number): number =>
  trace.notes.welcome.of(index, () => {
    if (!headHolds(trace, index, MORE, MORE)) return 0;
    const head = headOf(trace, index);
    return ROWS.reduce((bits, row, place) => (row.mayBeIn(head) ? bits | (1 << place) : bits), 0);
  });

function exampleOf({ example }: Row): string {
  return `REGISTER sip:contoso.com SIP/2.0
Via: SIP/2.0/TLS 192.0.2.1:1331
From: <sip:alice@contoso.com>;tag=a1;epid=86025c2617
To: <sip:alice@contoso.com>
Call-ID: 5db46703
CSeq: 1 REGISTER

SIP/2.0 200 OK
Via: SIP/2.0/TLS 192.0.2.1:1331
From: <sip:alice@contoso.com>;tag=a1;epid=86025c2617
To: <sip:alice@contoso.com>;tag=b1
Call-ID: 5db46703
CSeq: 1 REGISTER
${example}

`;
}
