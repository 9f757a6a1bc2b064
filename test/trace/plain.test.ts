import { checkRecords } from '../support/checkRecords';

/** A request with this body behind the empty line. */
const withBody = (headers: string, body: string): string => `
MESSAGE sip:bob@example.com SIP/2.0
Via: SIP/2.0/UDP 192.0.2.1
${headers}

${body}`;
const isMessage = (keys: string, body: string): string =>
  `message MESSAGE sip:bob@example.com SIP/2.0 | via ${keys} | ${JSON.stringify(body)}`;

describe('format plain', () => {
  it('a message without body', () => {
    checkRecords('\nBYE sip:bob@example.com SIP/2.0\nVia: SIP/2.0/UDP a\nCSeq: 1 BYE\n\n', [
      'message BYE sip:bob@example.com SIP/2.0 | via cseq',
    ]);
  });

  it('a message that the end of the log cuts: no header field can be called missing', () => {
    checkRecords('BYE sip:bob@example.com SIP/2.0', ['message cut BYE sip:bob@example.com SIP/2.0 |  …']);
    checkRecords('BYE sip:bob@example.com SIP/2.0\nVia: SIP/2', [
      'message cut BYE sip:bob@example.com SIP/2.0 | via …',
    ]);
  });

  it('two messages, with and without text between them', () => {
    const message = 'BYE sip:bob@example.com SIP/2.0\nVia: SIP/2.0/UDP a\n';
    const bye = 'message BYE sip:bob@example.com SIP/2.0 | via';
    checkRecords(`${message}\n${message}\n`, [bye, bye]);
    checkRecords(`Hello,\nthis is what I see:\n\n${message}\nand then\n\n${message}\n`, [bye, bye]);
    checkRecords(`${message}${message}\n`, [bye.replace(/^message/, 'message cut').concat(' …'), bye]);
  });

  it('a message without empty line, where the log goes on', () => {
    checkRecords('BYE sip:bob@example.com SIP/2.0\nVia: SIP/2.0/UDP a\n12:00:01 sent 312 octets\n12:00:02 done\n', [
      'message cut BYE sip:bob@example.com SIP/2.0 | via …',
    ]);
  });

  it('a header field without colon: the message goes on', () => {
    checkRecords('BYE sip:bob@example.com SIP/2.0\nVia SIP/2.0/UDP a\nCSeq: 1 BYE\nbroken\n\n', [
      'message BYE sip:bob@example.com SIP/2.0 | cseq',
    ]);
  });

  it('header fields that are all indented, as web pages copy them', () => {
    checkRecords('BYE sip:bob@example.com SIP/2.0\n    Via: SIP/2.0/UDP a\n    CSeq: 1\n     BYE\n\n', [
      'message BYE sip:bob@example.com SIP/2.0 | via cseq',
    ]);
  });

  it('a folded header field above the first that only SIP has, all indented', () => {
    checkRecords(
      ' SIP/2.0 200 OK\n Authentication-Info: NTLM qop="auth",\n    snum="1"\n Via: SIP/2.0/TCP a\n CSeq: 1 BYE\n\n',
      ['message SIP/2.0 200 OK | authentication-info via cseq'],
    );
  });

  it('behind text, with words in brackets for a name and a note behind the version', () => {
    checkRecords('12:00:01 sent: <BYE sip:[email protected] SIP/2.0\nVia: SIP/2.0/UDP a\nCSeq: 1 BYE\n\n', [
      'message BYE sip:[email protected] SIP/2.0 | via cseq',
    ]);
    checkRecords('12:00:01 BYE sip:bob@example.com SIP/2.0 ! the last one\nVia: SIP/2.0/UDP a\nCSeq: 1 BYE\n\n', [
      'message BYE sip:bob@example.com SIP/2.0 ! the last one | via cseq',
    ]);
  });

  it('with ^M behind each line, and notes behind it', () => {
    checkRecords(
      'sent: <BYE sip:bob@example.com SIP/2.0^M <- hangs up\nVia: SIP/2.0/UDP a^M\nCSeq: 1 BYE^M <- here\n^M\n',
      ['message BYE sip:bob@example.com SIP/2.0 | via cseq'],
    );
  });

  describe('with lines that mail has broken', () => {
    it('a request-line, behind the method and behind the Request-URI', () => {
      const behind = '\nVia: SIP/2.0/UDP a\nCSeq: 1 BYE\n\n';
      checkRecords(`BYE sip:bob@example.com;opaque=user:epid:1;gruu\nSIP/2.0${behind}`, [
        'message BYE sip:bob@example.com;opaque=user:epid:1;gruu\r\nSIP/2.0 | via cseq',
      ]);
      checkRecords(`BYE\nsip:bob@example.com;opaque=user:epid:1;gruu\nSIP/2.0${behind}`, [
        'message BYE\r\nsip:bob@example.com;opaque=user:epid:1;gruu\r\nSIP/2.0 | via cseq',
      ]);
    });

    it('header fields: behind a comma, in a string or comment, in front of a parameter or an address', () => {
      checkRecords(
        `
BYE sip:bob@example.com SIP/2.0
Via: SIP/2.0/TLS
sbc.example.com:5061;branch=z9hG4bK1
Contact:
<sip:alice@192.0.2.1>;methods="INVITE,
MESSAGE, INFO: all of them,
BYE"
From: "Alice"
<sip:alice@example.com>;tag=1
User-Agent: Example (Windows
10, 64 bit)
Proxy-Authorization: NTLM
realm="SIP Communications Service"
CSeq: 1 BYE

`.slice(1),
        ['message BYE sip:bob@example.com SIP/2.0 | via contact from user-agent proxy-authorization cseq'],
      );
    });

    it('but not what the log says behind a message without an empty line', () => {
      checkRecords('BYE sip:bob@example.com SIP/2.0\nVia: SIP/2.0/UDP a\nAllow: BYE,\n12:00:01 sent 312 octets\n', [
        'message cut BYE sip:bob@example.com SIP/2.0 | via allow …',
      ]);
    });
  });

  describe('as source code has it, with the line ends written out', () => {
    const request = [
      'MESSAGE sip:bob@example.com SIP/2.0',
      'Via: SIP/2.0/UDP a',
      'CSeq: 1 MESSAGE',
      'l: 7',
      '',
      'Hello',
    ];
    const lines = (before: string, behind: string): string =>
      request.map((line) => `${before}${line}${behind}`).join('\n');
    const isRead = [isMessage('cseq content-length', 'Hello')];
    it('strings under one another', () => checkRecords(`send(\n${lines('  "', '\\r\\n"')}\n);\n`, isRead));
    it('strings that are added', () => checkRecords(`send(\n${lines("\t'", "\\r\\n' +")}\n'');\n`, isRead));
    it('a macro, with comments', () => checkRecords(`${lines('"', '\\n" \\')}\n`, isRead));
    it('without anything around it', () => checkRecords(`${lines('', '\\r\\n')}\n`, isRead));
    it('an end that holds two', () => {
      checkRecords(
        '"BYE sip:bob@example.com SIP/2.0\\r\\n"\n"Via: SIP/2.0/UDP a\\r\\n"  // the only one\n"l: 0\\r\\n\\r\\n";\n\nx',
        ['message cut BYE sip:bob@example.com SIP/2.0 | via content-length …'],
      );
    });
  });

  describe('bodies by Content-Length', () => {
    const text = 'v=0\na=\u00e4\n';
    it('counted in octets of UTF-8, with CR LF', () => {
      checkRecords(withBody('l: 11', `${text}after`), [isMessage('content-length', 'v=0\r\na=\u00e4')]);
    });
    it('as it was sent, though the log has LF', () => {
      checkRecords(withBody('l: 11', `${text}after`), [isMessage('content-length', 'v=0\na=\u00e4')], '\n');
    });
    it('as the log has it, where the sender counted LF', () => {
      checkRecords(withBody('l: 9', `${text}\nafter`), [isMessage('content-length', 'v=0\na=\u00e4')], '\n');
    });
    it('whose last line has no end', () => {
      checkRecords(withBody('l: 5', 'Hello\nafter'), [isMessage('content-length', 'Hello')]);
    });
    it('with an empty line inside', () => {
      checkRecords(withBody('l: 8', 'a\n\nb\nafter'), [isMessage('content-length', 'a\r\n\r\nb')]);
    });
    it('of zero: what follows is the log going on', () => {
      checkRecords(withBody('l: 0', 'after'), ['message MESSAGE sip:bob@example.com SIP/2.0 | via content-length']);
    });
    it('that is too large: the next message ends the body', () => {
      checkRecords(withBody('l: 9999', 'Hello\nBYE sip:bob@example.com SIP/2.0\nVia: SIP/2.0/UDP a\n\n'), [
        isMessage('content-length', 'Hello'),
        'message BYE sip:bob@example.com SIP/2.0 | via',
      ]);
    });
    it('with every CR doubled', () => {
      const body = Array(10).fill('a=1').join('\n');
      const doubled = withBody('l: 50', `${body}\nafter`).trim().replaceAll('\n', '\r\r\n');
      checkRecords(doubled, [isMessage('content-length', body.replaceAll('\n', '\r\r\n'))], '\n');
    });
  });

  describe('bodies without Content-Length', () => {
    it('end at an empty line', () => {
      checkRecords(withBody('c: text/plain', 'Hello\nworld\n\nafter'), [isMessage('content-type', 'Hello\r\nworld')]);
    });
    it('are none without Content-Type', () => {
      checkRecords(withBody('CSeq: 1 MESSAGE', 'after'), ['message MESSAGE sip:bob@example.com SIP/2.0 | via cseq']);
    });
  });

  it('SDP without the empty line before it', () => {
    checkRecords('\nINVITE sip:bob@example.com SIP/2.0\nc: application/sdp\nv=0\no=- 0 0 IN IP4 192.0.2.1\n', [
      'message INVITE sip:bob@example.com SIP/2.0 | content-type | "v=0\\r\\no=- 0 0 IN IP4 192.0.2.1"',
    ]);
  });

  describe('messages inside of a body', () => {
    const fragment = 'SIP/2.0 200 OK\nVia: SIP/2.0/UDP a\n';
    it('are no messages of the log', () => {
      checkRecords(withBody('c: message/sipfrag\nl: 36', fragment), [
        isMessage('content-type content-length', 'SIP/2.0 200 OK\r\nVia: SIP/2.0/UDP a'),
      ]);
    });
    it('nor in a multipart body', () => {
      checkRecords(withBody('c: multipart/mixed;boundary=x\nl: 53', `--x\nc: message/sip\n\n${fragment}`), [
        isMessage('content-type content-length', '--x\r\nc: message/sip\r\n\r\nSIP/2.0 200 OK\r\nVia: SIP/2.0/UDP a'),
      ]);
    });
    it('a Content-Length that is too large does not take the next message', () => {
      checkRecords(
        withBody(
          'c: message/sipfrag;version=2.0\nl: 400',
          `${fragment}\nBYE sip:bob@example.com SIP/2.0\nVia: SIP/2.0/UDP a\n\n`,
        ),
        [
          isMessage('content-type content-length', 'SIP/2.0 200 OK\r\nVia: SIP/2.0/UDP a'),
          'message BYE sip:bob@example.com SIP/2.0 | via',
        ],
      );
    });
    it('a media type in any case', () => {
      checkRecords(withBody('c: Message/SIPfrag\nl: 36', fragment), [
        isMessage('content-type content-length', 'SIP/2.0 200 OK\r\nVia: SIP/2.0/UDP a'),
      ]);
    });
  });
});
