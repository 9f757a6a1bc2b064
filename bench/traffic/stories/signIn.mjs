import { countersigned, diagnostics, nameOf, REALM, signed, TARGET } from './headers.mjs';

const EVENTS =
  'vnd-microsoft-provisioning,vnd-microsoft-roaming-contacts,vnd-microsoft-roaming-ACL,presence,presence.wpending,vnd-microsoft-roaming-self,vnd-microsoft-provisioning-v2';
const METHODS = 'INVITE, MESSAGE, INFO, SUBSCRIBE, OPTIONS, BYE, CANCEL, NOTIFY, ACK, REFER, BENOTIFY';

/** A sign-in with NTLM: asked who it is, told the challenge, then let in or refused. */
export function signIn(exchange) {
  const { random, world } = exchange;
  const person = random.pick(world.people);
  const fromTag = random.hex(10);
  const outcome = random.weighted([
    [82, 'ok'],
    [8, 'extension'],
    [6, 'unknown'],
    [4, 'forbidden'],
  ]);
  const ask = (cseq, authorization, opens) => {
    const transport = world.transport.toLowerCase();
    const lines = [
      `From: ${nameOf(person)};tag=${fromTag};epid=${person.epid}`,
      `To: <${person.address}>`,
      `Call-ID: ${exchange.callId}`,
      `CSeq: ${cseq} REGISTER`,
      `Contact: <sip:${person.host}:${person.port};transport=${transport};ms-opaque=${person.epid}>;methods="${METHODS}";proxy=replace;+sip.instance="<urn:uuid:${person.instance}>"`,
      `User-Agent: ${person.agent}`,
      ...(authorization === undefined ? [] : [authorization]),
      person.enhancedPresence
        ? 'Supported: gruu-10, adhoclist, msrtc-event-categories'
        : 'Supported: com.microsoft.msrtc.presence, adhoclist',
      'Supported: ms-forking',
      'ms-keep-alive: UAC;hop-hop=yes',
      'Event: registration',
    ];
    return exchange.request(exchange.legFrom(person), 'REGISTER', 'sip:contoso.com', lines, undefined, { opens });
  };
  const reply = (register, cseq, status, reason, lines, note) => {
    exchange.wait(1, 20);
    const naming = [
      `From: ${nameOf(person)};tag=${fromTag};epid=${person.epid}`,
      `To: <${person.address}>;tag=${random.hex(32).toUpperCase()}`,
      `Call-ID: ${exchange.callId}`,
      `CSeq: ${cseq} REGISTER`,
    ];
    exchange.answer(register, status, reason, [...lines, ...naming], undefined, { note });
    exchange.wait(5, 80);
  };

  const date = `Date: ${new Date(exchange.time / 1000).toUTCString()}`;
  reply(ask(1, undefined, true), 1, 401, 'Unauthorized', [
    date,
    `WWW-Authenticate: NTLM ${REALM}, ${TARGET}, version=3`,
    `WWW-Authenticate: Kerberos ${REALM}, targetname="sip/ocs.contoso.com", version=3`,
  ]);
  const empty = `Authorization: NTLM qop="auth", ${REALM}, ${TARGET}, gssapi-data="", version=3`;
  const opaque = random.hex(8).toUpperCase();
  const challenge = `WWW-Authenticate: NTLM opaque="${opaque}", gssapi-data="TlRMTVNTUAACAAAA${random.base64(120)}", ${TARGET}, ${REALM}, version=3`;
  const challenged = 'Authentication not completed; challenge sent to the client';
  reply(ask(2, empty), 2, 401, 'Unauthorized', [date, challenge], challenged);
  const proof = `Authorization: NTLM qop="auth", ${REALM}, opaque="${opaque}", ${TARGET}, version=3, gssapi-data="TlRMTVNTUAADAAAA${random.base64(240)}"`;
  const register = ask(3, outcome === 'ok' ? proof : proof.replace('version=3', 'version=4'));
  const info = countersigned(exchange);
  switch (outcome) {
    case 'ok':
      reply(register, 3, 200, 'OK', [
        'ms-keep-alive: UAS; tcp=no; hop-hop=yes; end-end=no; timeout=300',
        info,
        `Contact: <sip:${person.host}:${person.port};transport=${world.transport.toLowerCase()};ms-opaque=${person.epid}>;expires=7200;+sip.instance="<urn:uuid:${person.instance}>";gruu="${person.address};opaque=${person.opaque};gruu"`,
        'Expires: 7200',
        'presence-state: register-action="added"',
        `Allow-Events: ${EVENTS}`,
        'Supported: adhoclist, msrtc-event-categories',
        'Server: RTC/3.0',
      ]);
      break;
    case 'extension':
      reply(
        register,
        3,
        421,
        'Extension required',
        [
          info,
          'Require: msrtc-event-categories',
          ...diagnostics(2013, 'msrtc-event-categories extension required'),
          'Server: RTC/3.0',
        ],
        'Routed a locally generated response',
      );
      break;
    case 'unknown':
      reply(
        register,
        3,
        404,
        'Not Found',
        [info, ...diagnostics(4005, 'Destination URI either not enabled for SIP or does not exist'), 'Server: RTC/3.0'],
        'Routed a locally generated response',
      );
      break;
    default:
      reply(
        register,
        3,
        403,
        'Forbidden',
        [
          info,
          ...diagnostics(4004, 'Credentials provided are not authorized to act as specified from URI'),
          'Server: RTC/3.0',
        ],
        'Routed a locally generated response',
      );
  }
}

/** A sign-in is refreshed with one request. */
export function refresh(exchange) {
  const { random, world } = exchange;
  const person = random.pick(world.people);
  const naming = (tag) => [
    `From: ${nameOf(person)};tag=${fromTag};epid=${person.epid}`,
    `To: <${person.address}>${tag}`,
    `Call-ID: ${exchange.callId}`,
    `CSeq: ${cseq} REGISTER`,
  ];
  const fromTag = random.hex(10);
  const cseq = random.between(4, 90);
  const lines = [
    ...naming(''),
    `User-Agent: ${person.agent}`,
    signed(exchange),
    'Supported: gruu-10, adhoclist, msrtc-event-categories',
    'Event: registration',
  ];
  const register = exchange.request(exchange.legFrom(person), 'REGISTER', 'sip:contoso.com', lines);
  exchange.wait(2, 15);
  const tag = `;tag=${random.hex(32).toUpperCase()}`;
  exchange.answer(register, 200, 'OK', [countersigned(exchange), 'Expires: 7200', ...naming(tag), 'Server: RTC/3.0']);
}
