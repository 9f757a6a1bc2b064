import { checkMessages } from '../../support/checkMessages';

describe('format pjsip-syslog', () => {
  it('with a prefix on the head line, and a rule behind the message', () => {
    checkMessages(
      `
<135>Jan  1 01:06:02 konfsip[1166:1166]: DBG: TLS transport 192.0.2.1:16386 is connecting to 192.0.2.2:5061...
<142>Jan  1 01:06:02 konfsip[1166:1166]: TX 713 bytes Request msg INVITE/cseq=31564 (tdta0x341fb8) to tls 192.0.2.2:5061:
INVITE sip:bob@example.com;transport=tls SIP/2.0
Via: SIP/2.0/tls 192.0.2.1:16386;rport;branch=z9hG4bKPj1;alias
Content-Type: application/sdp
Content-Length:    10

v=0
s=-

---------------------------------------------------------------------------------
<135>Jan  1 01:06:02 konfsip[1166:1226]: DBG: pb_thread_func: underrun!
<142>Jan  1 01:06:04 konfsip[1166:1225]: RX 640 bytes Response msg 401/INVITE/cseq=31564 (rdata0x342af4) from tls 192.0.2.2:5061:
SIP/2.0 401 Unauthorized
CSeq: 31564 INVITE
<135>Jan  1 01:06:04 konfsip[1166:1225]: TRA: Incoming Response msg 401/INVITE/cseq=31564 (rdata0x342af4) in state Calling
`,
      [
        'pjsip-syslog 2-11 outgoing 01-01 01:06:02.000 TLS ? > 192.0.2.2:5061 thread 1166:1166 | INVITE sip:bob@example.com;transport=tls SIP/2.0 | via content-type content-length | "v=0\\ns=-"',
        'pjsip-syslog 13-15 incoming 01-01 01:06:04.000 TLS 192.0.2.2:5061 > ? thread 1166:1225 | SIP/2.0 401 Unauthorized | cseq …',
      ],
    );
  });

  it('with a prefix on each line, and an end mark', () => {
    checkMessages(
      `
2022-02-07 19:01:46\tDaemon.Info\t192.0.2.203\tFeb  7 19:01:46 phoneapp[1088]: pjsip: 19:01:46.418   pjsua_core.c  ....TX 1350 bytes Request msg INVITE/cseq=15118 (tdta0x53f345c) to TLS 192.0.2.72:5061:
2022-02-07 19:01:46\tDaemon.Info\t192.0.2.203\tFeb  7 19:01:46 phoneapp[1088]: INVITE sip:bob@example.com SIP/2.0
2022-02-07 19:01:46\tDaemon.Info\t192.0.2.203\tFeb  7 19:01:46 phoneapp[1088]: Contact: <sip:alice@192.0.2.203>,
2022-02-07 19:01:46\tDaemon.Info\t192.0.2.203\tFeb  7 19:01:46 phoneapp[1088]:  <sip:alice@192.0.2.204>
2022-02-07 19:01:46\tDaemon.Info\t192.0.2.203\tFeb  7 19:01:46 phoneapp[1088]: CSeq: 15118 INVITE
2022-02-07 19:01:46\tDaemon.Info\t192.0.2.203\tFeb  7 19:01:46 phoneapp[1088]: Content-Type: application/sdp
2022-02-07 19:01:46\tDaemon.Info\t192.0.2.203\tFeb  7 19:01:46 phoneapp[1088]:
2022-02-07 19:01:46\tDaemon.Info\t192.0.2.203\tFeb  7 19:01:46 phoneapp[1088]: v=0
2022-02-07 19:01:46\tDaemon.Info\t192.0.2.203\tFeb  7 19:01:46 phoneapp[1088]: s=-
2022-02-07 19:01:46\tDaemon.Info\t192.0.2.203\tFeb  7 19:01:46 phoneapp[1088]:
2022-02-07 19:01:46\tDaemon.Info\t192.0.2.203\tFeb  7 19:01:46 phoneapp[1088]: --end msg--
2022-02-07 19:01:47\tDaemon.Info\t192.0.2.203\tFeb  7 19:01:47 phoneapp[1088]: pjsip: 19:01:47.001   tsx0x53f345c  .....State changed
`,
      [
        'pjsip-syslog 1-11 outgoing 2022-02-07 19:01:46.418 TLS ? > 192.0.2.72:5061 thread 1088 | INVITE sip:bob@example.com SIP/2.0 | contact cseq content-type | "v=0\\ns=-"',
      ],
    );
  });
});
