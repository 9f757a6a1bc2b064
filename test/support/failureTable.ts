import { Communicator, type Scheme, type Settings, tlsRecord } from './communicator';

/** A row of the table of failures that can be told apart in a trace of a sign-in, and the log that shows it. */
export interface FailureRow {
  /** Its signature in the trace. */
  readonly signature: string;
  /** Severity and id of its verdict; `undefined` where the row is normal. */
  readonly verdict: string | undefined;
  /** What the message has to tell besides the user. */
  readonly says?: readonly RegExp[];
  /** The endpoint, where it differs from a Communicator 2007. */
  readonly settings?: Partial<Settings>;
  /** The endpoint once the cause is gone; `false` where the sign-in had succeeded, or cannot succeed in this log. */
  readonly repaired?: Partial<Settings> | false;
  /** Schemes with which it can happen; all three when left out. */
  readonly schemes?: readonly Scheme[];
  /** Nothing follows the last message: of repeated attempts the verdict is about the last. */
  readonly isSilent?: boolean;
  /** An attempt can be repeated with the same result. */
  readonly repeats?: boolean;
  /** The log of a server on the way cannot show it. */
  readonly hasTwoLegs?: boolean;
  /** The log of a client shows another row, or nothing of it. */
  readonly isServerLog?: boolean;
  /** The messages of the endpoint; the one that the verdict is about is marked. */
  tell(client: Communicator): string[];
}

const MARKED = true;
const diagnostics = (id: number, reason: string, more = ''): string =>
  `\nms-diagnostics: ${id};reason="${reason}"${more};source="ocs.contoso.com"`;
const publicDiagnostics = (id: number, reason: string): string => `\nms-diagnostics-public: ${id};reason="${reason}"`;
const hresult = (value: string): string => `;HRESULT="${value}"`;

const NTLM_ONLY: readonly Scheme[] = ['NTLM'];
const LEGACY: Partial<Settings> = {
  supported: 'com.microsoft.msrtc.presence, adhoclist',
  userAgent: 'RTC/1.3 (Messenger for Mac 6.0.3)',
};
const COMMUNICATOR = new Communicator().settings;
const REPAIRED_CLIENT: Partial<Settings> = {
  supported: COMMUNICATOR.supported,
  userAgent: COMMUNICATOR.userAgent,
  event: COMMUNICATOR.event,
};
const PROVISIONING = 'vnd-microsoft-provisioning-v2';
const ROAMING = 'vnd-microsoft-roaming-contacts';
const TLS_ALERT = 21;
const FATAL = 2;
const CERTIFICATE_EXPIRED = 45;
const HOUR = 3600;

/** A handshake whose final answer is `status`, unsigned as the server has not accepted anything. */
const refused =
  (status: string, headers: string): FailureRow['tell'] =>
  (client) => [...client.handshake(), client.answer(status, headers, MARKED)];
/** A handshake whose final answer is `status`, signed: the credentials were accepted. */
const failed =
  (status: string, headers: string): FailureRow['tell'] =>
  (client) => [...client.handshake(), client.signed(status, headers, MARKED)];

/**
 * The table of `ocs-signin.md` section 5, in its order; a row with several signatures is several here. The verdicts are ids
 * of the catalogue of rules: of those whose condition holds the one that says most about the cause, since one cause is one
 * problem. Where that is not plain, a comment says why.
 */
export const FAILURE_TABLE: readonly FailureRow[] = [
  {
    // The handshake rule knows what to check; `no-response` would only say that there is no answer.
    signature: 'REGISTER without answer, log of the server',
    isServerLog: true,
    verdict: 'error ms-auth-stage-stuck',
    says: [/server/, /\bCheck\b/],
    isSilent: true,
    tell: (client) => [client.register('', MARKED)],
  },
  {
    signature: 'REGISTER without answer, log of the client',
    verdict: 'error ms-auth-stage-stuck',
    says: [/\bCheck the name and port\b/, /TLS/],
    settings: { isClientLog: true },
    isSilent: true,
    hasTwoLegs: false,
    tell: (client) => [client.register('', MARKED)],
  },
  {
    // NTLM is offered, which every client speaks: the password is missing rather than a common scheme.
    signature: '401 with scheme list, then nothing: no password',
    verdict: 'error ms-auth-stage-stuck',
    says: [/NTLM, Kerberos/, /password/],
    schemes: ['NTLM', 'Kerberos'],
    isSilent: true,
    tell: (client) => [client.register(), client.challenge(MARKED)],
  },
  {
    // The example of the rule: a client outside of the network cannot use Kerberos.
    signature: '401 with scheme list, then nothing: Kerberos only',
    verdict: 'error ms-auth-no-common-scheme',
    says: [/Kerberos/, /authentication setting|NTLM/],
    schemes: ['Kerberos'],
    isSilent: true,
    tell: (client) => [client.register(), client.challenge(MARKED, '', ['Kerberos'])],
  },
  {
    signature: 'S3, then nothing',
    verdict: 'error ms-auth-stage-stuck',
    says: [/password prompt/, /NTLM minimum security/, /clock/],
    schemes: NTLM_ONLY,
    isSilent: true,
    tell: (client) => [client.register(), client.challenge(), client.opening()[0] ?? '', client.serverToken(MARKED)],
  },
  {
    signature: 'S4, then nothing: the server waits for a domain controller',
    verdict: 'error ms-auth-stage-stuck',
    says: [/domain controller/],
    schemes: NTLM_ONLY,
    isSilent: true,
    tell: (client) => [client.register(), client.challenge(), ...client.opening(), client.proof(MARKED)],
  },
  {
    signature: 'S4, then 401 scheme list, no diagnostics',
    verdict: 'error ms-auth-final-failed',
    says: [/CONTOSO\\(alice|bob)/, /password/, /locked/, /expired/],
    schemes: NTLM_ONLY,
    tell: (client) => [...client.handshake(), client.challenge(MARKED)],
  },
  {
    signature: 'S4, then 401 scheme list, with Kerberos or TLS-DSK',
    verdict: 'error ms-auth-final-failed',
    says: [/\bCheck\b/],
    schemes: ['Kerberos', 'TLS-DSK'],
    tell: (client) => [...client.handshake(), client.challenge(MARKED)],
  },
  {
    signature: '1000 Final handshake failed, SIP_E_AUTH_UNAUTHORIZED',
    verdict: 'error ms-auth-final-failed',
    says: [/1000/, /SIP_E_AUTH_UNAUTHORIZED/, /NTLM SSP|128/],
    tell: (client) => [
      ...client.handshake(),
      client.challenge(
        MARKED,
        diagnostics(1000, 'Final handshake failed', hresult('0xC3E93EC3(SIP_E_AUTH_UNAUTHORIZED)')),
      ),
    ],
  },
  {
    signature: '1000 Final handshake failed, SIP_E_AUTH_NTLMMISMATCH',
    verdict: 'error ms-auth-final-failed',
    says: [/1000/, /SIP_E_AUTH_NTLMMISMATCH/, /NTLM SSP|128/],
    schemes: NTLM_ONLY,
    tell: (client) => [
      ...client.handshake(false),
      client.challenge(
        MARKED,
        diagnostics(1000, 'Final handshake failed', hresult('0xC3E93EE4(SIP_E_AUTH_NTLMMISMATCH)')),
      ),
    ],
  },
  {
    // Outranks ms-auth-final-failed: the credentials may be right.
    signature: '1013 Significant time skew',
    verdict: 'error ms-auth-time-skew',
    says: [/clock|time/i, /\b15\b|\b5\b/],
    schemes: ['NTLM', 'Kerberos'],
    tell: (client) => [
      ...client.handshake(),
      client.challenge(MARKED, diagnostics(1013, 'Significant time skew detected during authentication')),
    ],
  },
  {
    // Only the log of a client has two clocks in it: the server writes Date and its own log by the same one.
    signature: 'Date differs by 22 minutes, and the handshake fails',
    verdict: 'error ms-auth-time-skew',
    says: [/clock|time/i, /\b22\b/, /\b15\b|\b5\b/],
    settings: { isClientLog: true, serverAhead: 22 * 60 },
    repaired: { serverAhead: 0 },
    schemes: ['NTLM', 'Kerberos'],
    hasTwoLegs: false,
    tell: (client) => [...client.handshake(), client.challenge(MARKED)],
  },
  {
    signature: '403 / 4003 From URI not enabled for remote access',
    verdict: 'error ms-remote-access-off',
    says: [/4003/, /remote/],
    tell: failed('403 Forbidden', diagnostics(4003, 'From URI not enabled for remote access')),
  },
  {
    signature: '403 / 4003 in ms-diagnostics-public',
    verdict: 'error ms-remote-access-off',
    says: [/4003/, /remote/],
    tell: failed('403 Forbidden', publicDiagnostics(4003, 'From URI not enabled for remote access')),
  },
  {
    signature: '403 / 4004 Credentials not authorized to act as specified from URI',
    verdict: 'error ms-sign-in-uri-not-own',
    says: [/4004/, /CONTOSO\\(alice|bob)/, /sign-in address|another user/],
    schemes: NTLM_ONLY,
    tell: failed(
      '403 Forbidden',
      diagnostics(4004, 'Credentials provided are not authorized to act as specified from URI'),
    ),
  },
  {
    signature: '403 / 4004, with Kerberos or TLS-DSK: the account is not in the token',
    verdict: 'error ms-sign-in-uri-not-own',
    says: [/4004/, /sign-in address|another user/],
    schemes: ['Kerberos', 'TLS-DSK'],
    tell: failed(
      '403 Forbidden',
      diagnostics(4004, 'Credentials provided are not authorized to act as specified from URI'),
    ),
  },
  {
    signature: '403 with Warning: 312 lcs.microsoft.com',
    verdict: 'error ms-client-version-filter',
    says: [/UCCP\/2\.0\.6362\.0|Communicator/, /[Uu]pdate/, /filter/],
    tell: failed(
      '403 Forbidden',
      '\nWarning: 312 lcs.microsoft.com "A newer client is at https://client.contoso.com/"',
    ),
  },
  {
    signature: '403 with Warning: 314 lcs.microsoft.com',
    verdict: 'error ms-client-version-filter',
    says: [/[Uu]pdate/, /filter/, /https:\/\/client\.contoso\.com/],
    tell: failed(
      '403 Forbidden',
      '\nWarning: 314 lcs.microsoft.com "A newer client is at https://client.contoso.com/"',
    ),
  },
  {
    signature: '403 / 17002 Invalid protocol client version',
    verdict: 'error ms-client-version-filter',
    says: [/17002/, /[Uu]pdate/, /filter/],
    tell: failed('403 Forbidden', diagnostics(17002, 'Invalid protocol client version')),
  },
  {
    signature: '403 / 17003 Declined with URL',
    verdict: 'error ms-client-version-filter',
    says: [/17003/, /[Uu]pdate/, /filter/],
    tell: failed('403 Forbidden', diagnostics(17003, 'Declined with URL')),
  },
  {
    signature: '404 / 4005',
    verdict: 'error ms-user-not-found-4005',
    says: [/4005/, /password was accepted/, /SIP URI in the directory/, /enabled on this pool/, /User Replicator/],
    settings: LEGACY,
    tell: failed('404 Not Found', diagnostics(4005, 'Destination URI either not enabled for SIP or does not exist')),
  },
  {
    // The table has 4006 in the row of 4005; the rule for other people's addresses does not apply to the own one.
    signature: '404 / 4006 User not found in pool',
    verdict: 'error ms-user-not-found-4005',
    says: [/4006/, /enabled on this pool/, /User Replicator/],
    tell: failed('404 Not Found', diagnostics(4006, 'User not found in pool')),
  },
  {
    // Neither rule on unknown users fits: ms-user-not-found-4005 is about those of the pool, ms-user-not-found-target about others.
    signature: '404 / 1003 User does not exist',
    verdict: 'error registration-failed',
    says: [/1003/, /[Cc]heck address and domain/],
    tell: failed('404 Not Found', diagnostics(1003, 'User does not exist')),
  },
  {
    signature: '400 / 4010 Missing endpoint identifier',
    verdict: 'error ms-missing-endpoint-id',
    says: [/4010/, /epid/],
    settings: { epid: '', hasInstance: false },
    // With an epid it would be another endpoint: this one stays out.
    repaired: false,
    tell: failed('400 Bad Request', diagnostics(4010, 'Missing endpoint identifier')),
  },
  {
    signature: '400 / 4011 Epid not present',
    verdict: 'error ms-missing-endpoint-id',
    says: [/4011/, /epid/],
    settings: { epid: '' },
    // With an epid it would be another endpoint: this one stays out.
    repaired: false,
    tell: failed('400 Bad Request', diagnostics(4011, 'Epid not present')),
  },
  {
    signature: '400 / 4012 Epid too long',
    verdict: 'error ms-missing-endpoint-id',
    says: [/4012/, /epid/],
    settings: { epid: '5155777962'.repeat(4) },
    // With an epid it would be another endpoint: this one stays out.
    repaired: false,
    tell: failed('400 Bad Request', diagnostics(4012, 'Epid too long')),
  },
  {
    signature: '489 / 4055 Event is not registration',
    verdict: 'warning ms-event-not-registration',
    says: [/4055/, /registration/],
    settings: { event: 'presence' },
    repaired: REPAIRED_CLIENT,
    tell: failed('489 Bad Event', diagnostics(4055, 'Event is not registration')),
  },
  {
    signature: '421 / 2013',
    verdict: 'error ms-enhanced-presence-required',
    says: [/2013/, /Messenger for Mac 6\.0\.3/, /Communicator 2007 or newer/, /password was accepted/],
    settings: LEGACY,
    repaired: REPAIRED_CLIENT,
    tell: failed(
      '421 Extension Required',
      `\nRequire: msrtc-event-categories${diagnostics(2013, 'msrtc-event-categories extension required')}`,
    ),
  },
  {
    signature: '421 / 2013 in ms-diagnostics-public',
    verdict: 'error ms-enhanced-presence-required',
    says: [/2013/, /Communicator 2007 or newer/],
    settings: LEGACY,
    repaired: REPAIRED_CLIENT,
    tell: failed('421 Extension Required', publicDiagnostics(2013, 'msrtc-event-categories extension required')),
  },
  {
    signature: '421 / 2057',
    verdict: 'error ms-gruu-required',
    says: [/2057/, /gruu-10/],
    settings: { supported: 'adhoclist, msrtc-event-categories' },
    repaired: REPAIRED_CLIENT,
    tell: failed('421 Extension Required', diagnostics(2057, 'gruu-10 extension required')),
  },
  {
    // In the log of the first server it is normal that nothing follows: the client is with its home pool then.
    signature: '301 then nothing, log of the client',
    verdict: 'warning ms-redirect-home',
    says: [/pool2\.contoso\.com/, /DNS/],
    settings: { isClientLog: true },
    hasTwoLegs: false,
    isSilent: true,
    tell: failed('301 Redirect to home server', '\nContact: <sip:pool2.contoso.com:5061;transport=TLS>'),
  },
  {
    signature: '301 then nothing, log of the first server: normal',
    isServerLog: true,
    verdict: undefined,
    hasTwoLegs: false,
    isSilent: true,
    tell: failed('301 Redirect to home server', '\nContact: <sip:pool2.contoso.com:5061;transport=TLS>'),
  },
  {
    // The third answer is the first that points to where the client has been sent before.
    signature: '301 back and forth, log of the client',
    verdict: 'error redirect-loop',
    says: [/pool2\.contoso\.com/, /pool1\.contoso\.com/],
    settings: { isClientLog: true },
    hasTwoLegs: false,
    repeats: false,
    tell: (client) =>
      ['pool2', 'pool1', 'pool2', 'pool1'].flatMap((pool, index) => [
        ...client.handshake(),
        client.signed(
          '301 Redirect to home server',
          `\nContact: <sip:${pool}.contoso.com:5061;transport=TLS>`,
          index === 2,
        ),
      ]),
  },
  {
    signature: '480 without a reason of the server',
    verdict: 'error registration-failed',
    says: [/480/],
    tell: failed('480 Temporarily Unavailable', ''),
  },
  {
    // A pool in maintenance or overload says so with a plain 503 too.
    signature: '503 without a reason of the server',
    verdict: 'warning ms-server-overload',
    says: [/503/, /load|maintenance/],
    tell: refused('503 Service Unavailable', '\nServer: RTC/3.0\nRetry-After: 60'),
  },
  {
    signature: '503 / 17000 Server overloaded',
    verdict: 'warning ms-server-overload',
    says: [/17000/, /load/],
    tell: failed('503 Service Unavailable', diagnostics(17000, 'Server overloaded')),
  },
  {
    // No id, so only the code is left; that a REGISTER failed says more than gateway-timeout-504.
    signature: '504 without a reason of the server',
    verdict: 'error registration-failed',
    says: [/504/],
    tell: refused('504 Server time-out', ''),
  },
  {
    signature: '504 / 1008 Unable to resolve DNS SRV record',
    verdict: 'warning ms-federation-failure',
    says: [/1008/, /SRV/, /ocs\.contoso\.com/],
    tell: refused(
      '504 Server time-out',
      diagnostics(1008, 'Unable to resolve DNS SRV record', ';domain="contoso.com"'),
    ),
  },
  {
    signature: '504 / 1010 Certificate trust with next-hop server could not be established',
    verdict: 'warning ms-federation-failure',
    says: [/1010/, /certificate/i, /ocs\.contoso\.com/],
    tell: refused(
      '504 Server time-out',
      diagnostics(
        1010,
        'Certificate trust with next-hop server could not be established',
        ';ErrorType="The peer certificate does not contain a matching FQDN"',
      ),
    ),
  },
  {
    signature: '504 / 1014 Unable to resolve DNS A record',
    verdict: 'warning ms-federation-failure',
    says: [/1014/, /A record/, /ocs\.contoso\.com/],
    tell: refused(
      '504 Server time-out',
      diagnostics(1014, 'Unable to resolve DNS A record', ';fqdn="fe02.contoso.com"'),
    ),
  },
  {
    signature: '200, then SUBSCRIBE provisioning fails',
    verdict: 'warning ms-provisioning-failed',
    says: [/500/, /provisioning/],
    repaired: false,
    repeats: false,
    tell: (client) => [
      ...client.signIn(),
      client.subscribe(PROVISIONING),
      client.signed('500 Server Internal Error', '', MARKED),
      client.subscribe(ROAMING),
      client.provisioned(ROAMING),
    ],
  },
  {
    signature: '200, then SUBSCRIBE roaming-contacts fails with a reason of the server',
    verdict: 'warning ms-provisioning-failed',
    says: [/504/, /roaming-contacts/],
    repaired: false,
    repeats: false,
    tell: (client) => [
      ...client.signIn(),
      client.subscribe(PROVISIONING),
      client.provisioned(PROVISIONING),
      client.subscribe(ROAMING),
      client.signed('504 Server time-out', diagnostics(1014, 'Unable to resolve DNS A record'), MARKED),
    ],
  },
  {
    // A wrong signature is not told from the right one without the key; that nothing at all is answered since the 200 tells it.
    signature: '200, every later message discarded: signed',
    verdict: 'warning ms-signature-missing',
    says: [/signature/, /epid/],
    repaired: false,
    repeats: false,
    isSilent: true,
    tell: (client) => [
      ...client.signIn(),
      client.subscribe(PROVISIONING, { isMarked: MARKED }),
      client.wait(1).subscribe(ROAMING),
      client.wait(1).subscribe('vnd-microsoft-roaming-self'),
    ],
  },
  {
    signature: '200, every later message discarded: not signed',
    verdict: 'warning ms-signature-missing',
    says: [/sign/],
    repaired: false,
    repeats: false,
    isSilent: true,
    tell: (client) => [
      ...client.signIn(),
      client.subscribe(PROVISIONING, { isMarked: MARKED, isSigned: false }),
      client.wait(1).subscribe(ROAMING, { isSigned: false }),
      client.wait(1).subscribe('vnd-microsoft-roaming-self', { isSigned: false }),
    ],
  },
  {
    // The 200 grants 300 s; the log shows that the connection was closed then, and that the client had to come again.
    signature: '200, connection closed after 301 s idle',
    isServerLog: true,
    verdict: 'warning keepalive-timeout',
    says: [/300/, /keep-alive/i],
    repaired: false,
    repeats: false,
    hasTwoLegs: false,
    tell: (client) => {
      const before = [
        ...client.signIn(),
        client.subscribe(PROVISIONING),
        client.provisioned(PROVISIONING),
        client.wait(301).connection('Connection was closed because of a time-out'),
      ];
      const { callId, port } = client.settings;
      client.settings = { ...client.settings, port: port + 37, callId: `${callId}2` };
      return [
        ...before,
        client.wait(4).connection('TLS negotiation started'),
        client.register('', MARKED),
        client.challenge(),
        ...client.opening(),
        client.proof(),
        client.welcome(),
      ];
    },
  },
  {
    signature: '200 and later REGISTER 401 at about 8 h',
    verdict: undefined,
    tell: (client) => {
      const refreshed = [1.9, 3.8, 5.7, 7.6].flatMap((hours) => {
        client.now = hours * HOUR;
        return [client.register(client.signature()), client.welcome()];
      });
      return [
        ...client.signIn(),
        ...refreshed,
        client.wait(0.35 * HOUR).register(),
        client.challenge(),
        ...client.opening(),
        client.proof(),
        client.welcome(),
      ];
    },
  },
  {
    signature: '200 and a signed REGISTER that is challenged anew at about 8 h',
    verdict: undefined,
    tell: (client) => [
      ...client.signIn(),
      client.wait(1.9 * HOUR).register(client.signature()),
      client.welcome(),
      client.wait(6.2 * HOUR).register(client.signature()),
      client.challenge(),
      ...client.opening(),
      client.proof(),
      client.welcome(),
    ],
  },
  {
    // The number of the account says the same as the body, which stands there without a number as well.
    signature: 'NOTIFY registration-notify',
    verdict: 'warning registration-removed',
    says: [/4141/, /User disabled/],
    repaired: false,
    repeats: false,
    tell: (client) => [
      ...client.signIn(),
      ...client.wait(1200).fromServer(
        'NOTIFY',
        `
Event: registration-notify
subscription-state: terminated;expires=0
Content-Type: text/registration-event${publicDiagnostics(4141, 'User disabled')}`,
        MARKED,
        'deregistered;event=rejected',
      ),
    ],
  },
  {
    signature: '403 later: the user was disabled or moved',
    verdict: 'error registration-failed',
    says: [/403/],
    repaired: false,
    repeats: false,
    tell: (client) => [
      ...client.signIn(),
      client.wait(1.9 * HOUR).register(client.signature()),
      client.signed('403 Forbidden', '', MARKED),
    ],
  },
  {
    signature: '401 later: the credentials are not accepted any more',
    verdict: 'error ms-auth-final-failed',
    says: [/refused the credentials/, /\bCheck\b/],
    repaired: false,
    repeats: false,
    tell: (client) => [...client.signIn(), ...client.wait(7.9 * HOUR).handshake(), client.challenge(MARKED)],
  },
  {
    // Not in the table: the third scheme's own way to fail. The alert is the server's.
    signature: 'TLS-DSK handshake that ends with an alert',
    verdict: 'error ms-tls-dsk-certificate',
    says: [/certificate/i],
    schemes: ['TLS-DSK'],
    tell: (client) => [
      ...client.handshake(),
      client.serverToken(MARKED, tlsRecord(TLS_ALERT, FATAL, CERTIFICATE_EXPIRED)),
    ],
  },
];
