/** What one message of a log made to hurt says; everything else about it is the same in all. */
interface Said {
  /** `INVITE` or `486 Busy Here`. */
  readonly what: string;
  /** CSeq with its method. */
  readonly cseq: string;
  readonly callId?: string | number;
  readonly branch?: string | number;
  /** To tag; none when left out. */
  readonly tag?: string;
  readonly user?: string | number;
  readonly more?: string;
}

/** Messages of a log of ngrep, 10 ms after one another. */
class HostileLog {
  readonly #pieces: string[] = [];
  /** Milliseconds in which nothing was said. */
  #passed = 0;

  /** Lets time pass, in seconds. */
  wait(seconds: number): this {
    this.#passed += seconds * 1000;
    return this;
  }

  say({ what, cseq, callId = 1, branch = 1, tag, user = 'alice', more = '' }: Said): this {
    const isRequest = !/^\d/.test(what);
    const at = new Date(Date.UTC(2026, 0, 12) + this.#passed + this.#pieces.length * 10).toISOString();
    const addresses = ['192.0.2.1:5060', '192.0.2.2:5060'];
    const way = (isRequest ? addresses : addresses.reverse()).join(' -> ');
    this.#pieces.push(`U ${at.slice(0, 10).replaceAll('-', '/')} ${at.slice(11, 23)}000 ${way}
${isRequest ? `${what} sip:bob@example.com SIP/2.0` : `SIP/2.0 ${what}`}
Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK${branch}
Max-Forwards: 70
From: <sip:${user}@example.com>;tag=f
To: <sip:${cseq.endsWith('REGISTER') ? user : 'bob'}@example.com>${tag === undefined ? '' : `;tag=${tag}`}
Call-ID: ${callId}
CSeq: ${cseq}
${more}Content-Length: 0

`);
    return this;
  }

  /** The same three times, as a request over UDP that nobody answers. */
  sayThrice(said: Said): this {
    return this.say(said).say(said).say(said);
  }

  get text(): string {
    return this.#pieces.join('\n');
  }
}

/**
 * A log of what `say` adds for each number below `count`. A minute later a ping is answered, so that silence is silence and the
 * log has both directions.
 */
function log(count: number, say: (log: HostileLog, number: number) => void): string {
  const hostile = new HostileLog();
  for (let number = 0; number < count; number++) say(hostile, number);
  const later = { cseq: '1 OPTIONS', callId: 'later', branch: 'later' };
  return hostile
    .wait(60)
    .say({ what: 'OPTIONS', ...later })
    .say({ what: '200 OK', ...later, tag: 'later' }).text;
}

const SESSION = 'Session-Expires: 90;refresher=uac\n';
const DIGEST = 'realm="example.com", nonce="1"';
const CHALLENGE = `WWW-Authenticate: Digest ${DIGEST}\n`;
const CREDENTIALS = `Authorization: Digest username="alice", ${DIGEST}, uri="sip:example.com", response="0"\n`;
const NTLM = 'NTLM qop="auth", realm="SIP Communications Service"';
const NTLM_TOKEN = 'gssapi-data="TlRMTVNTUAADAAAA"';

/** Logs that make a careless rule look at all the others for each of `count` things. Their sizes grow with `count` alone. */
export const HOSTILE_CALLS: Readonly<Record<string, (count: number) => string>> = {
  'unanswered INVITEs': (count) =>
    log(count, (to, n) => to.sayThrice({ what: 'INVITE', cseq: '1 INVITE', callId: n, branch: n })),
  'unanswered REGISTERs': (count) =>
    log(count, (to, n) => to.sayThrice({ what: 'REGISTER', cseq: '1 REGISTER', callId: n, branch: n })),
  'unanswered REGISTERs of as many users': (count) =>
    log(count, (to, n) => to.sayThrice({ what: 'REGISTER', cseq: '1 REGISTER', callId: n, branch: n, user: n })),
  'unanswered OPTIONS': (count) =>
    log(count, (to, n) => to.sayThrice({ what: 'OPTIONS', cseq: '1 OPTIONS', callId: n, branch: n })),
  'unanswered BYEs of one dialog': (count) =>
    log(count, (to, n) => to.sayThrice({ what: 'BYE', cseq: `${n + 1} BYE`, branch: n, tag: 't' })),
  'unanswered requests under one Call-ID': (count) =>
    log(count, (to, n) => to.sayThrice({ what: 'MESSAGE', cseq: `${n + 1} MESSAGE`, branch: n })),
  'answered requests under one Call-ID': (count) =>
    log(count, (to, n) =>
      to
        .say({ what: 'MESSAGE', cseq: `${n + 1} MESSAGE`, branch: n })
        .say({ what: '500 Oops', cseq: `${n + 1} MESSAGE`, branch: n, tag: 't' }),
    ),
  'refused calls under one Call-ID': (count) =>
    log(count, (to, n) =>
      to
        .say({ what: 'INVITE', cseq: `${n + 1} INVITE`, branch: n })
        .say({ what: '486 Busy Here', cseq: `${n + 1} INVITE`, branch: n, tag: 't' }),
    ),
  'one branch for all, unanswered': (count) =>
    log(count, (to, n) => to.sayThrice({ what: 'INVITE', cseq: `${n + 1} INVITE`, callId: n })),
  'one branch for all, answered': (count) =>
    log(count, (to, n) =>
      to
        .say({ what: 'INVITE', cseq: '1 INVITE', callId: n })
        .say({ what: '500 Oops', cseq: '1 INVITE', callId: n, tag: 't' }),
    ),
  'one Call-ID and one branch for all': (count) =>
    log(count, (to, n) =>
      to.say({ what: 'INVITE', cseq: `${n + 1} INVITE` }).say({ what: '500 Oops', cseq: `${n + 1} INVITE`, tag: 't' }),
    ),
  'one request again and again': (count) => log(count, (to) => to.say({ what: 'INVITE', cseq: '1 INVITE' })),
  'one 200 again and again': (count) =>
    log(count, (to, n) =>
      n === 0
        ? to.say({ what: 'INVITE', cseq: '1 INVITE' })
        : to.say({ what: '200 OK', cseq: '1 INVITE', tag: 't', more: 'Contact: <sip:bob@192.0.2.2>\n' }),
    ),
  'one 500 again and again': (count) =>
    log(count, (to, n) =>
      n === 0 ? to.say({ what: 'INVITE', cseq: '1 INVITE' }) : to.say({ what: '500 Oops', cseq: '1 INVITE', tag: 't' }),
    ),
  'one 200 with as many tags': (count) =>
    log(count, (to, n) =>
      n === 0
        ? to.say({ what: 'INVITE', cseq: '1 INVITE' })
        : to.say({ what: '200 OK', cseq: '1 INVITE', tag: `t${n}`, more: 'Contact: <sip:bob@192.0.2.2>\n' }),
    ),
  'busy calls': (count) =>
    log(count, (to, n) =>
      to
        .say({ what: 'INVITE', cseq: '1 INVITE', callId: n, branch: n })
        .say({ what: '486 Busy Here', cseq: '1 INVITE', callId: n, branch: n, tag: 't' })
        .say({ what: 'ACK', cseq: '1 ACK', callId: n, branch: n, tag: 't' }),
    ),
  'calls that nobody acknowledges': (count) =>
    log(count, (to, n) =>
      to
        .say({ what: 'INVITE', cseq: '1 INVITE', callId: n, branch: n })
        .say({ what: '200 OK', cseq: '1 INVITE', callId: n, branch: n, tag: 't' }),
    ),
  'sessions under one Call-ID that are not refreshed': (count) =>
    log(count, (to, n) =>
      to
        .say({ what: 'INVITE', cseq: `${2 * n + 1} INVITE`, branch: 2 * n })
        .say({ what: '200 OK', cseq: `${2 * n + 1} INVITE`, branch: 2 * n, tag: 't', more: SESSION })
        .say({ what: 'ACK', cseq: `${2 * n + 1} ACK`, branch: 2 * n + 1, tag: 't' })
        .wait(120)
        .say({ what: 'BYE', cseq: `${2 * n + 2} BYE`, branch: 2 * n + 1, tag: 't' })
        .say({ what: '200 OK', cseq: `${2 * n + 2} BYE`, branch: 2 * n + 1, tag: 't' }),
    ),
  'calls that never end': (count) =>
    log(count, (to, n) =>
      to
        .say({ what: 'INVITE', cseq: '1 INVITE', callId: n, branch: n })
        .say({ what: '200 OK', cseq: '1 INVITE', callId: n, branch: n, tag: 't', more: SESSION })
        .say({ what: 'ACK', cseq: '1 ACK', callId: n, branch: `a${n}`, tag: 't' })
        .say({ what: 'BYE', cseq: '1 BYE', callId: `b${n}`, branch: `b${n}`, tag: 't' })
        .wait(60),
    ),
  'answers behind the final one': (count) => {
    const hostile = new HostileLog().say({ what: 'INVITE', cseq: '1 INVITE' });
    for (let n = 0; n < count; n++) {
      hostile
        .say({ what: `${480 + (n % 10)} No`, cseq: '1 INVITE', tag: 't' })
        .say({ what: '180 Ringing', cseq: '1 INVITE', tag: 't' });
    }
    return hostile.text;
  },
  'cancelled calls': (count) =>
    log(count, (to, n) =>
      to
        .say({ what: 'INVITE', cseq: '1 INVITE', callId: n, branch: n })
        .say({ what: 'CANCEL', cseq: '1 CANCEL', callId: n, branch: n })
        .say({ what: '487 Request Terminated', cseq: '1 INVITE', callId: n, branch: n, tag: 't' }),
    ),
  'redirects back and forth': (count) =>
    log(count, (to, n) =>
      to.say({ what: 'INVITE', cseq: `${n + 1} INVITE`, branch: n }).say({
        what: '302 Moved Temporarily',
        cseq: `${n + 1} INVITE`,
        branch: n,
        tag: 't',
        more: `Contact: <sip:bob@${n % 2}.example.com>\n`,
      }),
    ),
  'refused Digest credentials in one loop': (count) =>
    log(count, (to, n) =>
      to
        .say({ what: 'REGISTER', cseq: `${n + 1} REGISTER`, branch: n, more: CREDENTIALS })
        .say({ what: '401 Unauthorized', cseq: `${n + 1} REGISTER`, branch: n, tag: 't', more: CHALLENGE }),
    ),
  'refused Digest credentials of as many calls': (count) =>
    log(count, (to, n) =>
      to
        .say({ what: 'REGISTER', cseq: '1 REGISTER', callId: n, branch: n, more: CREDENTIALS })
        .say({ what: '401 Unauthorized', cseq: '1 REGISTER', callId: n, branch: n, tag: 't', more: CHALLENGE }),
    ),
  'Basic credentials that are asked for again and again': (count) =>
    log(count, (to, number) => {
      const said = { cseq: `${number} OPTIONS`, branch: number };
      to.say({ what: 'OPTIONS', ...said, more: 'Authorization: Basic YWxpY2U6aHVudGVyMg==\n' });
      to.say({ what: '401 Unauthorized', ...said, tag: '2', more: 'WWW-Authenticate: Basic realm="example.com"\n' });
    }),
  'credentials for another uri, in as many realms': (count) =>
    log(count, (to, number) => {
      const realm = `realm="${number}", nonce="1"`;
      const more = `WWW-Authenticate: Digest ${realm}\n`;
      for (const [attempt, proof] of ['', `Authorization: Digest ${realm}, uri="sip:other"\n`].entries()) {
        const said = { cseq: `${attempt + 1} REGISTER`, callId: number, branch: `${number}-${attempt}` };
        to.say({ what: 'REGISTER', ...said, more: proof }).say({ what: '401 Unauthorized', ...said, tag: '2', more });
      }
    }),
  'answers to one BENOTIFY': (count) =>
    log(count, (to, number) => to.say({ what: '200 OK', cseq: '1 BENOTIFY', branch: number, tag: '2' })),
  'registrations with a contact that is not listed': (count) =>
    log(count, (to, number) => {
      const said = { cseq: `${number} REGISTER`, branch: number };
      to.say({ what: 'REGISTER', ...said, more: 'Contact: <sip:alice@192.0.2.1>\nExpires: 600\n' });
      to.say({ what: '200 OK', ...said, tag: '2' });
    }),
  'refused NTLM credentials in one loop': (count) =>
    log(count, (to, n) =>
      to
        .say({
          what: 'REGISTER',
          cseq: `${n + 1} REGISTER`,
          branch: n,
          more: `Authorization: ${NTLM}, ${NTLM_TOKEN}\n`,
        })
        .say({
          what: '401 Unauthorized',
          cseq: `${n + 1} REGISTER`,
          branch: n,
          tag: 't',
          more: `WWW-Authenticate: ${NTLM}\n`,
        }),
    ),
  'challenges that nobody answers': (count) =>
    log(count, (to, n) =>
      to.say({ what: 'INVITE', cseq: '1 INVITE', callId: n, branch: n }).say({
        what: '407 Proxy Authentication Required',
        cseq: '1 INVITE',
        callId: n,
        branch: n,
        tag: 't',
        more: CHALLENGE,
      }),
    ),
  'registrations that fail, of one user': (count) =>
    log(count, (to, n) =>
      to
        .say({ what: 'REGISTER', cseq: '1 REGISTER', callId: n, branch: n })
        .say({ what: '403 Forbidden', cseq: '1 REGISTER', callId: n, branch: n, tag: 't' }),
    ),
  'subscriptions without a NOTIFY': (count) =>
    log(count, (to, n) =>
      to
        .say({ what: 'SUBSCRIBE', cseq: '1 SUBSCRIBE', callId: n, branch: n, more: 'Event: presence\n' })
        .say({ what: '200 OK', cseq: '1 SUBSCRIBE', callId: n, branch: n, tag: 't' }),
    ),
  'NOTIFYs that are refused': (count) =>
    log(count, (to, n) =>
      to
        .say({ what: 'NOTIFY', cseq: `${n + 1} NOTIFY`, branch: n, tag: 't', more: 'Event: presence\n' })
        .say({ what: '481 Gone', cseq: `${n + 1} NOTIFY`, branch: n, tag: 't' }),
    ),
  'one unanswered request on as many legs': (count) =>
    log(count, (to, n) => to.sayThrice({ what: 'INVITE', cseq: '1 INVITE', branch: n })),
  'one refused request on as many legs': (count) =>
    log(count, (to, n) =>
      to
        .say({ what: 'INVITE', cseq: '1 INVITE', branch: n })
        .say({ what: '503 Gone', cseq: '1 INVITE', branch: n, tag: 't' }),
    ),
  'requests that are refused and tried again': (count) =>
    log(count, (to, n) =>
      to
        .say({ what: 'INVITE', cseq: '1 INVITE', callId: n, branch: n })
        .say({ what: '503 Gone', cseq: '1 INVITE', callId: n, branch: n, tag: 't', more: 'Retry-After: 60\n' }),
    ),
  'pings that are refused': (count) =>
    log(count, (to, n) =>
      to
        .say({ what: 'OPTIONS', cseq: '1 OPTIONS', callId: n, branch: n })
        .say({ what: '404 Not Found', cseq: '1 OPTIONS', callId: n, branch: n, tag: 't' }),
    ),
  'home servers back and forth': (count) =>
    log(count, (to, n) =>
      to.say({ what: 'REGISTER', cseq: `${n + 1} REGISTER`, branch: n }).say({
        what: '301 Redirect to home server',
        cseq: `${n + 1} REGISTER`,
        branch: n,
        tag: 't',
        more: `Contact: <sip:pool${n % 2}.example.com>\n`,
      }),
    ),
  'refreshed registrations, now and then refused': (count) =>
    log(count, (to, n) =>
      to.say({ what: 'REGISTER', cseq: `${n + 1} REGISTER`, branch: n, more: 'ms-keep-alive: UAC;hop-hop=yes\n' }).say({
        what: n % 10 === 9 ? '403 Forbidden' : '200 OK',
        cseq: `${n + 1} REGISTER`,
        branch: n,
        tag: 't',
        more: 'ms-keep-alive: UAS; timeout=300\n',
      }),
    ),
  'own data that cannot be loaded': (count) =>
    log(count, (to, n) => {
      const event = 'Event: vnd-microsoft-provisioning-v2\n';
      to.say({ what: 'SUBSCRIBE', cseq: '1 SUBSCRIBE', callId: n, branch: n, user: 'bob', more: event }).say({
        what: '500 Oops',
        cseq: '1 SUBSCRIBE',
        callId: n,
        branch: n,
        user: 'bob',
        tag: 't',
      });
    }),
  'sign-ins after which nothing is answered': (count) =>
    log(count, (to, n) =>
      to
        .say({
          what: 'REGISTER',
          cseq: '1 REGISTER',
          callId: `r${n}`,
          branch: `r${n}`,
          user: n,
          more: `Authorization: ${NTLM}\n`,
        })
        .say({
          what: '200 OK',
          cseq: '1 REGISTER',
          callId: `r${n}`,
          branch: `r${n}`,
          user: n,
          tag: 't',
          more: 'Authentication-Info: NTLM rspauth="01", snum="1"\n',
        })
        .sayThrice({
          what: 'SUBSCRIBE',
          cseq: '1 SUBSCRIBE',
          callId: n,
          branch: n,
          user: n,
          more: 'Event: presence\n',
        }),
    ),
};
