import { record } from './logs';

const REALM = 'realm="SIP Communications Service"';
/** NTLM messages of [MS-NLMP] 4.2.4.3. */
export const CHALLENGE_TOKEN =
  'TlRMTVNTUAACAAAADAAMADgAAAAzgoriASNFZ4mrze8AAAAAAAAAACQAJABEAAAABgBwFwAAAA9TAGUAcgB2AGUAcgACAAwARABvAG0AYQBpAG4A' +
  'AQAMAFMAZQByAHYAZQByAAAAAAA=';
export const AUTHENTICATE_TOKEN =
  'TlRMTVNTUAADAAAAGAAYAGwAAABUAFQAhAAAAAwADABIAAAACAAIAFQAAAAQABAAXAAAABAAEADYAAAANYKI4gUBKAoAAAAPRABvAG0AYQBpAG4A' +
  'VQBzAGUAcgBDAE8ATQBQAFUAVABFAFIAhsNQl6yc7BAlVHZKV8zMGaqqqqqqqqqqaM0KuFHlHJaqvJJ76+9qHAEBAAAAAAAAAAAAAAAAAACqqqqq' +
  'qqqqqgAAAAACAAwARABvAG0AYQBpAG4AAQAMAFMAZQByAHYAZQByAAAAAAAAAAAAxdrSVE/JeZCUzhzpC8nQPg==';

/** A 401 lists what the server takes. */
export const SCHEMES = `
WWW-Authenticate: NTLM ${REALM}, targetname="ocs.example.com", version=3
WWW-Authenticate: Kerberos ${REALM}, targetname="sip/ocs.example.com", version=3`;
/** The next 401 continues NTLM. */
export const NTLM_CHALLENGE = `
WWW-Authenticate: NTLM opaque="2657C383", gssapi-data="${CHALLENGE_TOKEN}", ${REALM}, version=3`;
/** Authorization of a REGISTER: NTLM opens with nothing. */
export const NTLM_OPENING = `
Authorization: NTLM qop="auth", ${REALM}, targetname="ocs.example.com", gssapi-data="", version=3`;
/** The REGISTER that proves the password. */
export const NTLM_CREDENTIALS = `
Authorization: NTLM qop="auth", opaque="2657C383", ${REALM}, gssapi-data="${AUTHENTICATE_TOKEN}", version=3`;
/** A Kerberos ticket is the whole proof. */
export const KERBEROS_TICKET = `
Authorization: Kerberos qop="auth", ${REALM}, targetname="sip/ocs.example.com", gssapi-data="YIIEXAMPLE", version=3`;
/** A later message is signed by the association that stands. */
export const SIGNATURE = `
Authorization: NTLM qop="auth", ${REALM}, opaque="2657C383", crand="41d9569d", cnum="3", response="0100000000000000"`;

/** The credentials of a 407 challenge stand in other header fields. */
export const byProxy = (headers: string): string =>
  headers.replaceAll('WWW-Authenticate', 'Proxy-Authenticate').replaceAll('Authorization', 'Proxy-Authorization');

/** What can be said about one message of a client's log. */
interface Details {
  /** Seconds behind 10:00:00; left out, the CSeq number, and 0.1 more for a response. */
  readonly at?: number;
  readonly notes?: readonly string[];
}

/** A client that signs in, as the server logs it. */
export class Client {
  readonly user: string = 'alice@example.com';
  readonly epid: string = '86025c2617';
  readonly callId: string = '5db467036e1d@192.0.2.1';
  readonly sentBy: string = '192.0.2.1:1331';
  /** Header fields of every REGISTER besides those that every message has. */
  readonly headers: string = '\nUser-Agent: RTC/1.3 (Messenger for Mac 6.0.3)\nSupported: adhoclist';

  constructor(settings: Partial<Pick<Client, 'user' | 'epid' | 'callId' | 'sentBy' | 'headers'>> = {}) {
    Object.assign(this, settings);
  }

  register(cseq: number, headers = '', { at = cseq, notes = [] }: Details = {}): string {
    return this.request('REGISTER', cseq, `${this.headers}${headers}`, { at, notes });
  }

  /** The server's answer, such as `200 OK`, to the request with this CSeq number. */
  answer(cseq: number, status: string, headers = '', { at = cseq + 0.1, notes = [] }: Details = {}): string {
    return this.answerTo('REGISTER', cseq, status, headers, { at, notes });
  }

  request(method: string, cseq: number, headers = '', { at = cseq, notes = [] }: Details = {}): string {
    const start = `${method} sip:${method === 'REGISTER' ? 'example.com' : this.user} SIP/2.0`;
    return record({ start, at, notes, headers: `${this.#common(method, cseq)}\nMax-Forwards: 70${headers}` });
  }

  answerTo(
    method: string,
    cseq: number,
    status: string,
    headers = '',
    { at = cseq + 0.1, notes = [] }: Details = {},
  ): string {
    return record({
      start: `SIP/2.0 ${status}`,
      at,
      notes,
      headers: `${this.#common(method, cseq, 'b60d')}${headers}`,
    });
  }

  /** A healthy NTLM handshake up to the proof of the password; the final answer has the CSeq number `cseq` + 2. */
  ntlmHandshake(cseq = 1, at = cseq): string[] {
    return [
      this.register(cseq, '', { at }),
      this.answer(cseq, '401 Unauthorized', SCHEMES, { at: at + 0.1 }),
      this.register(cseq + 1, NTLM_OPENING, { at: at + 1 }),
      this.answer(cseq + 1, '401 Unauthorized', NTLM_CHALLENGE, { at: at + 1.1 }),
      this.register(cseq + 2, NTLM_CREDENTIALS, { at: at + 2 }),
    ];
  }

  #common(method: string, cseq: number, toTag?: string): string {
    return `
Via: SIP/2.0/TLS ${this.sentBy}
From: <sip:${this.user}>;tag=c2ac${this.epid === '' ? '' : `;epid=${this.epid}`}
To: <sip:${this.user}>${toTag === undefined ? '' : `;tag=${toTag}`}
Call-ID: ${this.callId}
CSeq: ${cseq} ${method}`;
  }
}
