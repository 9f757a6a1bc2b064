import { CHALLENGE_TOKEN } from './client';
import { connectionRecord, record } from './logs';
import { authenticateToken } from './ntlmTokens';

/** Schemes of [MS-SIPAE]. */
export type Scheme = 'NTLM' | 'Kerberos' | 'TLS-DSK';

const SERVER = 'ocs.contoso.com';
const REALM = 'realm="SIP Communications Service"';
/** The server that users sign in to behind an edge or director whose log this is. */
const HOME_PEER = '192.0.2.20:5061';
/** The server as its clients see it. */
const SERVER_PEER = '192.0.2.10:5061';
const OWN_VIA = 'Via: SIP/2.0/TLS 192.0.2.10:5061;branch=z9hG4bK';

/** A GSS token with the mechanism Kerberos and a filler in place of the ticket. RFC 4121 4.1. */
const TICKET = Buffer.concat([
  Buffer.from([0x60, 0x82, 0x02, 0x10, 0x06, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x12, 1, 2, 2, 1, 0]),
  Buffer.alloc(515, 0x5a),
]).toString('base64');

/** A record of TLS 1.0 with a filler as its content. RFC 2246 6.2.1. */
export const tlsRecord = (type: number, ...content: readonly number[]): string =>
  Buffer.from([type, 3, 1, 0, content.length, ...content]).toString('base64');
const HANDSHAKE = 22;

export interface Settings {
  readonly user: string;
  /** The Windows account, such as `CONTOSO\alice`. */
  readonly account: string;
  readonly host: string;
  readonly port: number;
  readonly epid: string;
  readonly callId: string;
  readonly scheme: Scheme;
  /** The server challenges as a proxy: 407 and its header fields. [MS-SIP] 4.2. */
  readonly isProxy: boolean;
  /** The log is that of a server on the way: it shows every message on two legs. */
  readonly hasTwoLegs: boolean;
  /** The log is that of the client: its requests go out. */
  readonly isClientLog: boolean;
  /** Seconds by which the clock of the server is ahead of that of the log. */
  readonly serverAhead: number;
  /** Option tags of Supported. */
  readonly supported: string;
  /** Event of its REGISTERs. */
  readonly event: string;
  /** Whether Contact has +sip.instance. */
  readonly hasInstance: boolean;
  readonly userAgent: string;
}

/**
 * An endpoint that signs in to Office Communications Server 2007, and what the SIPStack log of the server shows: complete
 * messages, in the order and with the header fields of a real sign-in. Its clock and CSeq number go on by themselves.
 * [MS-SIPREGE] 4.1, [MS-SIP] 4.2.
 */
export class Communicator {
  settings: Settings;
  /** Seconds behind 10:00:00. */
  now = 0;
  cseq = 0;
  /** What stands at the messages that are marked, such as `error ms-remote-access-off`; `undefined` where an attempt repeats. */
  verdict: string | undefined;
  /** Nothing follows what is marked: of an answer on two legs it is the copy nearest to the client that nothing follows. */
  isSilent = false;
  #snum = 0;
  #messages = 0;

  constructor(settings: Partial<Settings> = {}) {
    this.settings = {
      user: 'alice@contoso.com',
      account: 'CONTOSO\\alice',
      host: '192.0.2.145',
      port: 1522,
      epid: '5155777962',
      callId: '1346625eb26b96d402cdfdce5fac01e4',
      scheme: 'NTLM',
      isProxy: false,
      hasTwoLegs: false,
      isClientLog: false,
      serverAhead: 0,
      event: 'registration',
      hasInstance: true,
      supported: 'gruu-10, adhoclist, msrtc-event-categories',
      userAgent: 'UCCP/2.0.6362.0 OC/2.0.6362.0 (Microsoft Office Communicator)',
      ...settings,
    };
  }

  /** Lets time pass. */
  wait(seconds: number): this {
    this.now += seconds;
    return this;
  }

  /** A REGISTER without credentials: step 1. `isMarked` says that this is where the verdict stands. */
  register(headers = '', isMarked = false): string {
    return this.request('REGISTER', headers, isMarked);
  }

  /** The answer of step 2: the schemes that the server takes, those of `schemes`. */
  challenge(isMarked = false, headers = '', schemes: readonly Scheme[] = this.#offered): string {
    return this.answer(
      this.#challengeStatus,
      `${this.#date}${schemes.map((scheme) => this.#offer(scheme)).join('')}${headers}`,
      isMarked,
    );
  }

  /** Steps 3 and 4 and their like: all that the scheme needs before it sends the credentials. */
  opening(): string[] {
    if (this.settings.scheme === 'Kerberos') return [];
    const isNtlm = this.settings.scheme === 'NTLM';
    const hello = isNtlm ? '' : tlsRecord(HANDSHAKE, 1, 0, 0, 2, 3, 1);
    return [this.register(this.#credentials(hello)), this.serverToken()];
  }

  /** The token of the server: a challenge that the client has to answer. `token` is its own when left out. */
  serverToken(
    isMarked = false,
    token = this.settings.scheme === 'NTLM' ? CHALLENGE_TOKEN : tlsRecord(HANDSHAKE, 2, 0, 0, 2, 3, 1),
  ): string {
    const name = this.settings.isProxy ? 'Proxy-Authenticate' : 'WWW-Authenticate';
    const value = `${this.settings.scheme} opaque="8240AB0B", gssapi-data="${token}", ${this.#target()}, ${REALM}, version=3`;
    return this.answer(this.#challengeStatus, `${this.#date}\n${name}: ${value}`, isMarked);
  }

  /** The REGISTER of step 5, with the credentials themselves. */
  proof(isMarked = false, is128 = true): string {
    const { account, scheme } = this.settings;
    const [domain = '', user = ''] = account.split('\\');
    const tokens: Readonly<Record<Scheme, string>> = {
      NTLM: authenticateToken({ domain, user, workstation: 'PC1' }, is128),
      Kerberos: TICKET,
      'TLS-DSK': tlsRecord(HANDSHAKE, 11, 0, 0, 2, 3, 1),
    };
    return this.register(this.#credentials(tokens[scheme]), isMarked);
  }

  /** A whole handshake up to the credentials. What the server answers comes next. */
  handshake(is128 = true): string[] {
    return [this.register(), this.challenge(), ...this.opening(), this.proof(false, is128)];
  }

  /** A handshake and the 200 of step 6. */
  signIn(headers = ''): string[] {
    return [...this.handshake(), this.welcome(headers)];
  }

  /** The 200 of step 6. */
  welcome(headers = ''): string {
    const { host, port, epid, user } = this.settings;
    return this.signed(
      '200 OK',
      `
ms-keep-alive: UAS; tcp=no; hop-hop=yes; end-end=no; timeout=300
Contact: <sip:${host}:${port};transport=tls;ms-opaque=3efbf4fa66;ms-received-cid=2200>;expires=7200;+sip.instance="<urn:uuid:${this.#instance}>";gruu="sip:${user};opaque=user:epid:${epid}AAAA;gruu"
Expires: 7200
presence-state: register-action="added"
Allow-Events: vnd-microsoft-provisioning,vnd-microsoft-roaming-contacts,vnd-microsoft-roaming-ACL,presence,presence.wpending,vnd-microsoft-roaming-self,vnd-microsoft-provisioning-v2
Supported: adhoclist, msrtc-event-categories
Server: RTC/3.0${headers}`,
    );
  }

  /** A SUBSCRIBE for own data, as it follows a sign-in: step 7. Signed unless told otherwise. */
  subscribe(event: string, { isMarked = false, isSigned = true } = {}): string {
    return this.request(
      'SUBSCRIBE',
      `
Event: ${event}
Accept: application/vnd-microsoft-roaming-provisioning-v2+xml
Supported: com.microsoft.autoextend
Supported: ms-benotify
Proxy-Require: ms-benotify
Supported: ms-piggyback-first-notify
Expires: 0${isSigned ? this.signature() : ''}`,
      isMarked,
    );
  }

  /** The 200 to a SUBSCRIBE, with the first NOTIFY as its body. */
  provisioned(event: string): string {
    const body = '<provisionGroupList xmlns="http://schemas.microsoft.com/2006/09/sip/provisiongrouplist"/>';
    return this.signed(
      '200 OK',
      `
Contact: <sip:${SERVER}:5061;transport=tls>
Expires: 0
Event: ${event}
Require: eventlist
Supported: ms-benotify, ms-piggyback-first-notify
Content-Type: application/vnd-microsoft-roaming-provisioning-v2+xml`,
      false,
      body,
    );
  }

  /** A request of the client; the next one of its Call-ID. */
  request(method: string, headers = '', isMarked = false): string {
    this.cseq++;
    this.#method = method;
    const { user, host, port } = this.settings;
    const isRegister = method === 'REGISTER';
    const contact = `Contact: <sip:${host}:${port};transport=tls;ms-opaque=3efbf4fa66>;methods="INVITE, MESSAGE, INFO, SUBSCRIBE, OPTIONS, BYE, CANCEL, NOTIFY, ACK, REFER, BENOTIFY";proxy=replace`;
    const endpoint = !this.settings.hasInstance ? '' : `;+sip.instance="<urn:uuid:${this.#instance}>"`;
    const own = isRegister
      ? `\n${contact}${endpoint}\nSupported: ${this.settings.supported}\nSupported: ms-forking\nms-keep-alive: UAC;hop-hop=yes\nEvent: ${this.settings.event}`
      : `\n${contact}`;
    return this.#sent(
      `${method} sip:${isRegister ? 'contoso.com' : user} SIP/2.0`,
      (via) => `${via}
Max-Forwards: 70
From: ${this.#from}
To: <sip:${user}>
Call-ID: ${this.#callId}
CSeq: ${this.cseq} ${method}${own}
User-Agent: ${this.settings.userAgent}${headers}
Content-Length: 0`,
      isMarked,
    );
  }

  /** The server's answer to the last request, unsigned. */
  answer(status: string, headers = '', isMarked = false, body?: string): string {
    this.now += 0.002;
    return this.#sent(
      `SIP/2.0 ${status}`,
      (via) => `${headers.trimStart()}${headers === '' ? '' : '\n'}From: ${this.#from}
To: <sip:${this.settings.user}>;tag=ED414F8A10D9B613068C7BF8DD429A17
Call-ID: ${this.#callId}
CSeq: ${this.cseq} ${this.#method}
${via}
Content-Length: ${body?.length ?? 0}`,
      isMarked,
      body,
    );
  }

  /** The same, signed: what a server does once it has accepted the credentials. [MS-SIPAE] 3.3.5. */
  signed(status: string, headers = '', isMarked = false, body?: string): string {
    this.#snum++;
    const { isProxy, scheme } = this.settings;
    const name = isProxy ? 'Proxy-Authentication-Info' : 'Authentication-Info';
    const proof = {
      NTLM: '0100000000000000E3E7E4C3B3AA87B4',
      Kerberos: '602306092A864886F71201020201011100FFFFFFFF',
      'TLS-DSK': 'a490e54c353a4eb969ec982441f781b0a490e54c',
    };
    const value = `${scheme} rspauth="${proof[scheme]}", srand="B11FB617", snum="${this.#snum}", opaque="8240AB0B", qop="auth", ${this.#target()}, ${REALM}`;
    return this.answer(status, `\n${name}: ${value}${headers}`, isMarked, body);
  }

  /** Credentials of a request once the security association stands. */
  signature(): string {
    this.#messages++;
    const { isProxy, scheme } = this.settings;
    const proof = {
      NTLM: '0100000000000000b6f9210c0470d55f',
      Kerberos: '602306092a864886f71201020201011100ffffffff',
      'TLS-DSK': '81b0a490e54c353a4eb969ec982441f781b0a490',
    };
    return `\n${isProxy ? 'Proxy-Authorization' : 'Authorization'}: ${scheme} qop="auth", ${REALM}, opaque="8240AB0B", ${this.#target()}, crand="3d21dea7", cnum="${this.#messages}", response="${proof[scheme]}"`;
  }

  /** A request of the server to the endpoint, such as the NOTIFY that ends a registration. */
  fromServer(method: string, headers: string, isMarked: boolean, body: string): string[] {
    const { host, port, user, hasTwoLegs, isClientLog } = this.settings;
    const common = `
Max-Forwards: 70
From: <sip:${user}>;tag=25498F391570ACE435E286F873E6AACC
To: ${this.#from}
Call-ID: ${this.settings.callId}
CSeq: 1 ${method}`;
    this.now += 0.01;
    const branch = `${OWN_VIA}D948963B.BFDD97BF;branched=FALSE`;
    const contact = `${host}:${port}`;
    const peer = isClientLog ? SERVER_PEER : contact;
    const [there, back] = isClientLog ? (['incoming', 'outgoing'] as const) : (['outgoing', 'incoming'] as const);
    const request = {
      start: `${method} sip:${contact};transport=tls;ms-opaque=3efbf4fa66 SIP/2.0`,
      at: this.now,
      body,
    };
    const answer = { start: 'SIP/2.0 200 OK', at: this.now + 0.03 };
    const home = 'Via: SIP/2.0/TLS 192.0.2.20:5061;branch=z9hG4bK7C01.9F;branched=FALSE';
    const legs = hasTwoLegs ? [{ via: home, peer: HOME_PEER, direction: 'incoming' as const }] : [];
    const vias = hasTwoLegs ? `${branch}\n${home}` : branch;
    const length = `\nContent-Length: ${body.length}`;
    const answered = common.replace('\nMax-Forwards: 70', '');
    return [
      ...legs.map(({ via, ...leg }) =>
        record({ ...request, ...leg, notes: this.#notes(isMarked), headers: `${via}${common}${headers}${length}` }),
      ),
      record({
        ...request,
        peer,
        direction: there,
        notes: this.#notes(isMarked && !hasTwoLegs),
        headers: `${vias}${common}${headers}${length}`,
      }),
      record({ ...answer, peer, direction: back, headers: `${vias}${answered}\nContent-Length: 0` }),
      ...legs.map(({ via }) =>
        record({ ...answer, peer: HOME_PEER, direction: 'outgoing', headers: `${via}${answered}\nContent-Length: 0` }),
      ),
    ];
  }

  /** What the server logs of the connection of this endpoint. */
  connection(text: string): string {
    const { host, port } = this.settings;
    return connectionRecord(
      this.now,
      text,
      `Local-IP: 192.0.2.10:5061\nPeer-IP: ${host}:${port}\nConnection-ID: 0x2200\nTransport: TLS\n`,
    );
  }

  /** The header field Date, by the clock of the server. RFC 3261 20.17. */
  get #date(): string {
    const seconds = Math.floor(this.now + this.settings.serverAhead);
    return `\nDate: ${new Date(Date.UTC(2007, 10, 12, 10) + seconds * 1000).toUTCString()}`;
  }

  #method = 'REGISTER';

  get #challengeStatus(): string {
    return this.settings.isProxy ? '407 Proxy Authentication Required' : '401 Unauthorized';
  }

  get #offered(): readonly Scheme[] {
    return this.settings.scheme === 'TLS-DSK' ? ['TLS-DSK'] : ['NTLM', 'Kerberos'];
  }

  #offer(scheme: Scheme): string {
    const name = this.settings.isProxy ? 'Proxy-Authenticate' : 'WWW-Authenticate';
    const sts = scheme === 'TLS-DSK' ? `, sts-uri="https://${SERVER}:443/CertProv/CertProvisioningService.svc"` : '';
    return `\n${name}: ${scheme} ${REALM}, ${this.#target(scheme)}${sts}, version=3`;
  }

  #credentials(token: string): string {
    const { isProxy, scheme } = this.settings;
    const isFirst = token === '' || scheme === 'Kerberos';
    const opaque = isFirst ? '' : ' opaque="8240AB0B",';
    return `\n${isProxy ? 'Proxy-Authorization' : 'Authorization'}: ${scheme} qop="auth",${opaque} ${REALM}, ${this.#target()}, gssapi-data="${token}", version=3`;
  }

  #target(scheme: Scheme = this.settings.scheme): string {
    return `targetname="${scheme === 'Kerberos' ? 'sip/' : ''}${SERVER}"`;
  }

  get #from(): string {
    const { user, epid } = this.settings;
    return `<sip:${user}>;tag=797bb1984d${epid === '' ? '' : `;epid=${epid}`}`;
  }

  get #instance(): string {
    return `E84F3BC6-4040-5C7A-A0FD-${this.settings.epid.padStart(12, '0')}`;
  }

  /** A sign-in keeps its Call-ID; each subscription has one of its own. */
  get #callId(): string {
    return this.#method === 'REGISTER' ? this.settings.callId : `${this.settings.callId}${this.#method}${this.cseq}`;
  }

  #notes(isMarked: boolean): readonly string[] {
    return isMarked && this.verdict !== undefined ? [this.verdict] : [];
  }

  /**
   * The records of one message: one, or on two legs one for each. The verdict stands where the failure is seen first: an
   * answer nearest to the server that gave it; where nothing follows, it stands where the message got farthest.
   */
  #sent(start: string, headersWith: (via: string) => string, isMarked: boolean, body?: string): string {
    const { host, port, hasTwoLegs, isClientLog } = this.settings;
    const isRequest = !start.startsWith('SIP/');
    if (isRequest) this.now += 0.05;
    const peer = `${host}:${port}`;
    const client = `Via: SIP/2.0/TLS ${peer}${isRequest ? '' : `;ms-received-port=${port};ms-received-cid=2200`}`;
    const own = `${OWN_VIA}${this.cseq}A.${this.settings.epid};branched=FALSE`;
    const far = `${own}\nVia: SIP/2.0/TLS ${peer};ms-received-port=${port};ms-received-cid=2200`;
    const content = body === undefined ? {} : { body };
    const near = (notes: readonly string[]) =>
      record({
        ...content,
        start,
        headers: headersWith(client),
        at: this.now,
        peer: isClientLog ? SERVER_PEER : peer,
        direction: isRequest === isClientLog ? 'outgoing' : 'incoming',
        notes,
      });
    if (!hasTwoLegs) return near(this.#notes(isMarked));
    const beyond = record({
      ...content,
      start,
      headers: headersWith(far),
      at: this.now + (isRequest ? 0.001 : -0.001),
      peer: HOME_PEER,
      direction: isRequest ? 'outgoing' : 'incoming',
      notes: this.#notes(isMarked && (isRequest || !this.isSilent)),
    });
    return isRequest ? `${near([])}\n${beyond}` : `${beyond}\n${near(this.#notes(isMarked && this.isSilent))}`;
  }
}
