import assert from 'node:assert/strict';
import { message } from '../../support/logs';
import { checkHover, hoverMarkdown } from '../support/checkHover';

/** An INVITE with the session description `lines`. */
const inSdp = (lines: string): string =>
  message({
    start: 'INVITE sip:bob@example.com SIP/2.0',
    headers: 'Call-ID: 1\nCSeq: 1 INVITE\nContent-Type: application/sdp',
    body: lines.trim(),
  });

/** The part of the hover that answers: without title and source. */
const answer = (lines: string): string => hoverMarkdown(inSdp(lines)).split('\n\n').slice(1, -1).join('\n');

const SESSION = 'v=0\no=alice 1 2 IN IP4 192.168.1.5\ns=-\nc=IN IP4 192.168.1.5\nt=0 0';

describe('hover on the session part of SDP', () => {
  it('says at its beginning what is in it', () => {
    checkHover(
      inSdp(
        `${SESSION.replace('v=', 'v$0=')}\nm=audio 49170 RTP/AVP 0 96\na=rtpmap:96 opus/48000/2\na=sendonly\nm=video 0 RTP/AVP 31\nm=image 4000 udptl t38`,
      ),
      `
v= (SDP: version)

Here a session description begins: 3 streams of media. Version of SDP: always 0.

- audio at 192.168.1.5:49170, sendonly: PCMU, opus
- video: switched off (port 0)
- image at 192.168.1.5:4000: t38

Source: RFC 8866 5.1 (https://www.rfc-editor.org/rfc/rfc8866#section-5.1)`,
    );
  });

  it('takes the origin apart', () => {
    checkHover(
      inSdp(
        'v=0\no=al$0ice 2890844526 2890842807 IN IP4 10.1.2.3\n#<--------------------------------------------- hover\ns=-',
      ),
      `
o= (SDP: origin)

Who made the description: user, session id, version (grows with each change), network type, address type, address.

- User: alice
- Session: 2890844526
- Version: 2890842807. The same number as before means that nothing has changed.
- Address: 10.1.2.3
- Private address: it can be reached inside of its own network only. From outside, media arrive only with help: ICE, a media relay or an SBC.

Source: RFC 8866 5.2 (https://www.rfc-editor.org/rfc/rfc8866#section-5.2); RFC 1918 3 (https://www.rfc-editor.org/rfc/rfc1918#section-3)`,
    );
  });

  it('says of an address where it can be reached from', () => {
    checkHover(
      inSdp('v=0\nc=IN IP4 192.168$0.1.5'),
      `
c= (SDP: connection)

Media are to be sent to 192.168.1.5.

- Private address: it can be reached inside of its own network only. From outside, media arrive only with help: ICE, a media relay or an SBC.
- It counts for all media behind it that have no c= line of their own.

Source: RFC 8866 5.7 (https://www.rfc-editor.org/rfc/rfc8866#section-5.7); RFC 1918 3 (https://www.rfc-editor.org/rfc/rfc1918#section-3)`,
    );
    assert.match(answer('v=0\nc=IN IP4 100.64.0.1$0'), /Shared address of a provider/);
    assert.match(answer('v=0\nc=IN IP6 fd00::1$0'), /Local IPv6 address/);
    assert.match(answer('v=0\nc=IN IP4 224.2.1.1/127/3$0'), /Multicast address.*\n.*TTL\): 127\n.*in a row: 3/);
    assert.doesNotMatch(answer('v=0\nc=IN IP4 8.8.8.8$0'), /Private|Shared/);
  });

  it('knows the old way to put a call on hold', () => {
    checkHover(
      inSdp('v=0\nc=IN IP4 0.0$0.0.0'),
      `
c= (SDP: connection)

On hold, the old way: 0.0.0.0 asks the other side to send nothing.

- Newer products say a=sendonly or a=inactive instead. With ICE it may also be a place holder.
- It counts for all media behind it that have no c= line of their own.

Source: RFC 8866 5.7 (https://www.rfc-editor.org/rfc/rfc8866#section-5.7); RFC 3264 8.4 (https://www.rfc-editor.org/rfc/rfc3264#section-8.4)`,
    );
  });

  it('gives bandwidth a unit', () => {
    checkHover(
      inSdp('v=0\nb=TIAS:1$0088000'),
      `
b= (SDP: bandwidth)

TIAS: 1,088,000 bit/s.

- TIAS: Most that the media take without the headers of the transport, in bit/s.

Source: RFC 3890 6 (https://www.rfc-editor.org/rfc/rfc3890#section-6); RFC 8866 5.8 (https://www.rfc-editor.org/rfc/rfc8866#section-5.8)`,
    );
    assert.match(answer('v=0\nb=AS:8$00'), /^AS: 80 kbit\/s\./);
    assert.match(answer('v=0\nb=RR:$00'), /0 switches these reports off/);
  });

  it('reads times', () => {
    assert.match(answer('v=0\nt=0$0 0'), /From now, without end/);
    assert.match(
      answer('v=0\nt=2873397496$0 2873404696'),
      /Begins: 1991-01-20 21:58:16 UTC\n.*Ends: 1991-01-20 23:58:16 UTC/,
    );
  });

  it('never shows the key of k=', () => {
    checkHover(
      inSdp('v=0\nk=base64:c2$0VjcmV0'),
      `
k= (SDP: encryption key)

Obsolete way to send a key. It holds a secret.

- Method: base64. The key is not shown.

Source: RFC 8866 5.12 (https://www.rfc-editor.org/rfc/rfc8866#section-5.12)`,
    );
  });

  it('answers every line, also those that are none', () => {
    for (const line of [
      'v=$00',
      's=$0Call',
      'i=$0x',
      'u=$0http://example.com',
      'e=$0a@example.com',
      'p=$0+1',
      'r=$07d 1h 0 25h',
      'z=$00 0',
    ]) {
      assert.match(hoverMarkdown(inSdp(`v=0\n${line}`)), new RegExp(`^..${line[0]}= `), line);
    }
    assert.match(hoverMarkdown(inSdp('v=0\ny=$01')), /ignores the whole description/);
    assert.match(hoverMarkdown(inSdp('v=0\nwhat is t$0his\na=x')), /Not a line of a session description/);
  });
});

describe('hover on a media description', () => {
  it('says what is wanted where, how, and with which codecs', () => {
    checkHover(
      inSdp(`${SESSION}\nm=au$0dio 49170 RTP/AVP 0 8 101 96\na=rtpmap:101 telephone-event/8000\na=sendonly`),
      `
m=audio (SDP: media)

Sends audio and wants none back; its own address is 192.168.1.5:49170.

- Transport: RTP/AVP: RTP over UDP, not encrypted.
- Direction: sendonly: who sent this description sends and wants nothing back. The other side hears and is not heard: hold with music, or an announcement.
- Private address: it can be reached inside of its own network only. From outside, media arrive only with help: ICE, a media relay or an SBC.
- 0 PCMU, 8000 Hz: G.711 mu-law, 64 kbit/s; the usual voice codec in North America and Japan.
- 8 PCMA, 8000 Hz: G.711 A-law, 64 kbit/s; the usual voice codec elsewhere.
- 101 telephone-event, 8000 Hz: Keys that are pressed (DTMF) as events. Its clock must match that of the voice codec; usually payload type 101.
- 96 dynamic, and no a=rtpmap line names it: Means what a=rtpmap of the same description says. Without that line it means nothing.

Source: RFC 8866 5.14 (https://www.rfc-editor.org/rfc/rfc8866#section-5.14); RFC 1918 3 (https://www.rfc-editor.org/rfc/rfc1918#section-3); RFC 3551 6 (https://www.rfc-editor.org/rfc/rfc3551#section-6)`,
    );
  });

  it('names one codec by its number', () => {
    checkHover(
      inSdp(`${SESSION}\nm=audio 49170 RTP/AVP 0 11$04\n#                       ^^^ hover\na=rtpmap:114 x-msrta/16000`),
      `
Payload type 114: x-msrta, 16000 Hz

Microsoft RTAudio; bitrate in a=fmtp. Payload type 115 (8 kHz) and 114 (16 kHz) at OCS and Lync.

- Named by its a=rtpmap line.
- Choice 2 of the list.

Source: RFC 8866 6.6 (https://www.rfc-editor.org/rfc/rfc8866#section-6.6); [MS-RTASPF] (https://learn.microsoft.com/en-us/openspecs/office_protocols/ms-rtaspf/)`,
    );
  });

  it('says that port 0 refuses a stream', () => {
    assert.match(answer(`${SESSION}\nm=vid$0eo 0 RTP/AVP 31`), /^No video: port 0 refuses this stream/);
    assert.match(answer(`${SESSION}\nm=vid$0eo 0 RTP/AVP 31\na=bundle-only`), /offered on the port of its bundle/);
  });

  it('explains formats that are not those of RTP', () => {
    assert.match(answer(`${SESSION}\nm=im$0age 4000 udptl t38`), /Wants image.*\n.*Fax \(T\.38\) over UDP/);
  });
});

describe('hover on an attribute of SDP', () => {
  const inAudio = (line: string): string => inSdp(`${SESSION}\nm=audio 49170 RTP/AVP 0 8 101\n${line}`);
  const said = (line: string): string => answer(`${SESSION}\nm=audio 49170 RTP/AVP 0 8 101\n${line}`);

  it('names the codec of a payload type', () => {
    checkHover(
      inAudio('a=rtp$0map:8 PCMA/8000'),
      `
a=rtpmap (SDP attribute)

Payload type 8 is PCMA, 8000 Hz.

- G.711 A-law, 64 kbit/s; the usual voice codec elsewhere.

Source: RFC 8866 6.6 (https://www.rfc-editor.org/rfc/rfc8866#section-6.6); RFC 3551 4.5 (https://www.rfc-editor.org/rfc/rfc3551#section-4.5)`,
    );
    assert.match(
      said('a=rtp$0map:96 opus/48000/2'),
      /^Payload type 96 is opus, 48000 Hz, 2 channels\.\n.*\n.*does not list this payload type/,
    );
    assert.match(said('a=rtp$0map:8 G729/8000'), /By its fixed assignment payload type 8 is PCMA/);
  });

  it('explains the parameters of a codec', () => {
    checkHover(
      inAudio('a=rtpmap:101 telephone-event/8000\na=fm$0tp:101 0-16'),
      `
a=fmtp (SDP attribute)

Parameters of payload type 101: telephone-event, 8000 Hz.

- 0-16: Which events can be sent: 0 to 9 are the digits, 10 is *, 11 is #, 12 to 15 are A to D, 16 is a hook flash.

Source: RFC 8866 6.15 (https://www.rfc-editor.org/rfc/rfc8866#section-6.15); RFC 4733 2.4.1 (https://www.rfc-editor.org/rfc/rfc4733#section-2.4.1); RFC 4733 3.2 (https://www.rfc-editor.org/rfc/rfc4733#section-3.2)`,
    );
    assert.match(
      said('a=rtpmap:97 H264/90000\na=fm$0tp:97 profile-level-id=42e01f;packetization-mode=1'),
      /Here: constrained baseline, level 3\.1\./,
    );
  });

  it('says who hears whom', () => {
    checkHover(
      inAudio('a=send$0only'),
      `
a=sendonly (SDP attribute)

Who sent this description sends and wants nothing back. The other side hears and is not heard: hold with music, or an announcement.

- For this stream only.

Source: RFC 8866 6.7 (https://www.rfc-editor.org/rfc/rfc8866#section-6.7); RFC 3264 8.4 (https://www.rfc-editor.org/rfc/rfc3264#section-8.4)`,
    );
    assert.match(said('a=in$0active'), /Nobody sends/);
  });

  it('counts packets', () => assert.match(said('a=pt$0ime:20'), /20 ms, that is 50 packets a second/));

  it('takes a candidate apart', () => {
    checkHover(
      inAudio('a=cand$0idate:1 2 UDP 1694498814 203.0.113.5 50009 typ srflx raddr 192.168.1.5 rport 50009'),
      `
a=candidate (SDP attribute)

A place where media may be received: UDP 203.0.113.5:50009, for RTCP (component 2).

- Type srflx: Server reflexive: address that a STUN server saw, usually the outside of a NAT.
- Behind it: 192.168.1.5:50009
- Address for documentation: no real machine has it; the log was probably made anonymous.
- Priority 1,694,498,814: preference 100 of its type (usually 126 host, 110 prflx, 100 srflx, 0 relay), 65535 of its address; the highest is tried first
- Foundation: 1. Candidates of one foundation come the same way; they are tested together.

Source: RFC 8839 5.1 (https://www.rfc-editor.org/rfc/rfc8839#section-5.1); RFC 8445 5.1.2 (https://www.rfc-editor.org/rfc/rfc8445#section-5.1.2); RFC 5737 3 (https://www.rfc-editor.org/rfc/rfc5737#section-3)`,
    );
  });

  it('takes apart a candidate in the form of Office Communications Server, without its password', () => {
    const line =
      'a=cand$0idate:MZ3Xq1wWn9qVPlPhiNGhRRdRBSdTWwzUKNVu7yPWYUk 1 9J0TPbhEVf1f8Dj7PsVI9A UDP 0.830 192.0.2.1 50000';
    checkHover(
      inAudio(line),
      `
a=candidate (SDP attribute)

A place where media may be received: UDP 192.0.2.1:50000, for RTP (component 1).

- Written in the older form (draft 6 of ICE), as Office Communications Server 2007 has it: id, component, password, transport, preference, address, port.
- Preference: 0.830, from 0 to 1; the highest is tried first
- Address for documentation: no real machine has it; the log was probably made anonymous.
- Its type is not said: local addresses, those behind a NAT and relays look alike.
- Its password is not shown.

Source: [MS-ICE] 2.2 (https://learn.microsoft.com/en-us/openspecs/office_protocols/ms-ice/); draft-ietf-mmusic-ice-06; RFC 5737 3 (https://www.rfc-editor.org/rfc/rfc5737#section-3)`,
    );
    assert.doesNotMatch(hoverMarkdown(inAudio(line)), /9J0TPbhEVf|MZ3Xq1wW/);
  });

  it('names suite and length of a key, never the key', () => {
    const key = Buffer.alloc(30, 'K').toString('base64');
    checkHover(
      inAudio(`a=cry$0pto:2 AES_CM_128_HMAC_SHA1_80 inline:${key}|2^31|1:1 UNENCRYPTED_SRTCP`),
      `
a=crypto (SDP attribute)

Offers, or takes, a key for encrypted media (SRTP). The key is not shown.

- Tag 2: the answer repeats the tag of the offer that it takes
- AES_CM_128_HMAC_SHA1_80: AES with a 128-bit key in counter mode, 80-bit authentication tag. Every SRTP product can do it.
- Key and salt: 30 octets, not shown
- Lifetime: 2^31 packets
- Key identifier (MKI): 1, 1 octet in each packet
- UNENCRYPTED_SRTCP: a part of the protection is switched off

Source: RFC 4568 9.1 (https://www.rfc-editor.org/rfc/rfc4568#section-9.1); RFC 4568 6.2 (https://www.rfc-editor.org/rfc/rfc4568#section-6.2)`,
    );
    assert.match(
      said('a=cry$0pto:1 AES_CM_128_HMAC_SHA1_80 inline:S0tLS0s='),
      /5 octets, not shown\. The suite asks for 30: this key cannot work/,
    );
    assert.match(said('a=cry$0pto:1 AES_CM_128_HMAC_SHA1_80 inline:S0t#'), /not base64 \(character 4 of them\)/);
  });

  it('never shows keys and passwords', () => {
    const secret = 'SecretSecretSecretSecret';
    for (const line of [
      `a=cry$0pto:1 AES_CM_128_HMAC_SHA1_80 inline:${secret}`,
      `a=crypto$0scale:1 client AES_CM_128_HMAC_SHA1_80 inline:${secret}|2^31|1:1`,
      `a=ac$0ap:1 crypto:1 AES_CM_128_HMAC_SHA1_80 inline:${secret}`,
      `a=ice-$0pwd:${secret}`,
      `a=key-$0mgmt:mikey ${secret}`,
      `a=al$0t:1 2 : ${secret} ${secret} 192.0.2.1 5000`,
      `a=remote-$0candidate:${secret}`,
      `a=cand$0idate:${secret} 1 ${secret} UDP 0.830 192.0.2.1 50000`,
      `a=cand$0idate:1 1 udp 1 192.0.2.1 5 typ host password ${secret}`,
      `a=x-new-thi$0ng:${secret}`,
      `a=x-candidate-$0ipv6:${secret} 1 ${secret} UDP 0.830 2001:db8::1 50000`,
      `k=cl$0ear:${secret}`,
    ]) {
      assert.ok(!hoverMarkdown(inAudio(line)).includes(secret.slice(0, 6)), line);
    }
  });

  it('knows the rest of a secure offer', () => {
    assert.match(said('a=ice-$0pwd:short'), /5 characters, not shown\. The specification asks for 22 or more/);
    assert.match(said('a=finger$0print:sha-256 AA:BB'), /Hash: `sha-256`\n- 2 octets/);
    assert.match(said('a=set$0up:actpass'), /can do both/);
    assert.match(said('a=rt$0cp:5001 IN IP4 10.0.0.1'), /Port: `5001`\n- Address: `10\.0\.0\.1`\n- Private address/);
    assert.match(said('a=rtcp-$0fb:* nack pli'), /For all payload types: `nack pli`/);
  });

  it('says of an attribute that is not known how a receiver takes it', () => {
    checkHover(
      inAudio('a=x-con$0toso:1'),
      `
a=x-contoso (SDP attribute)

This attribute is not known here; a product may have added it. A receiver that does not know an attribute ignores it.

Source: RFC 8866 5.13 (https://www.rfc-editor.org/rfc/rfc8866#section-5.13)`,
    );
  });
});

describe('hover on SDP in a log', () => {
  it('finds the line behind what the log puts in front of it', () => {
    const lines = inSdp(`${SESSION}\nm=audio 49170 RTP/AVP 0\na=se$0ndrecv`).split('\n');
    checkHover(
      lines.map((line) => `2026-01-01 10:00:00 host app: ${line}`).join('\n'),
      `
a=sendrecv (SDP attribute)

Both sides send, and each hears the other.

- For this stream only.

Source: RFC 8866 6.7 (https://www.rfc-editor.org/rfc/rfc8866#section-6.7); RFC 3264 8.4 (https://www.rfc-editor.org/rfc/rfc3264#section-8.4)`,
    );
  });

  it('answers in a moment, however long lines and descriptions are', () => {
    const long = 'x'.repeat(100_000);
    const many = 'a=candidate:1 1 UDP 1 192.0.2.1 5 typ host\n'.repeat(100_000);
    const start = performance.now();
    for (const lines of [
      `${SESSION}\nm=audio 1 RTP/AVP${' 96'.repeat(30_000)}\na=rtp$0map:96 ${long}`,
      `${SESSION}\nm=au$0dio 1 RTP/AVP${' 96'.repeat(30_000)}\n${'a=rtpmap:96 x/8000\n'.repeat(10_000)}`,
      `${SESSION}\na=fm$0tp:96 ${'a=b;'.repeat(25_000)}`,
      `${SESSION}\na=$0${long}`,
      `${SESSION}\no=${long}$0 1 1 IN IP4 192.0.2.1`,
      `${SESSION}\na=cry$0pto:1 AES_CM_128_HMAC_SHA1_80 inline:${long}`,
      `${SESSION}\nm=aud$0io 1 RTP/AVP 0\n${many}`,
      `${SESSION}\n${many}a=se$0ndrecv`,
    ]) {
      assert.match(hoverMarkdown(inSdp(lines)), /^\*\*/);
    }
    assert.ok(performance.now() - start < 4000);
  });
});
