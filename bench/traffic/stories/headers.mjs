/** Header fields and bodies that several stories write. What stands for secrets is random. */

export const REALM = 'realm="SIP Communications Service"';
export const TARGET = 'targetname="ocs.contoso.com"';

export const nameOf = ({ displayName, address }) => `"${displayName}" <${address}>`;

/** From, To, Call-ID and CSeq; `parties` has `from`, `to`, `fromTag` and, where there is one, `toTag`. */
export function naming(exchange, { from, to, fromTag, toTag }, cseq, method) {
  return [
    `From: ${nameOf(from)};tag=${fromTag};epid=${from.epid}`,
    `To: ${nameOf(to)}${toTag === undefined ? '' : `;tag=${toTag};epid=${to.epid}`}`,
    `Call-ID: ${exchange.callId}`,
    `CSeq: ${cseq} ${method}`,
  ];
}

/** What a client signs its requests with once it has signed in. */
export function signed({ random }) {
  const response = `0100000000000000${random.hex(16)}`;
  return `Authorization: NTLM qop="auth", ${REALM}, opaque="${random.hex(8).toUpperCase()}", ${TARGET}, crand="${random.hex(8)}", cnum="${random.between(3, 99)}", response="${response}"`;
}

/** What the server signs its responses with. */
export function countersigned({ random }) {
  return `Authentication-Info: NTLM rspauth="0100000000000000${random.hex(16).toUpperCase()}", srand="${random.hex(8).toUpperCase()}", snum="${random.between(1, 99)}", opaque="${random.hex(8).toUpperCase()}", qop="auth", ${TARGET}, ${REALM}`;
}

export const contact = ({ address, opaque }) => `Contact: <${address};opaque=${opaque};gruu>`;

export const diagnostics = (code, reason) => [
  `ms-diagnostics: ${code};reason="${reason}";source="ocs.contoso.com"`,
  `ms-diagnostics-public: ${code};reason="${reason}"`,
];

export function audio({ random }, { host }) {
  const port = random.between(1024, 32_000) * 2;
  const key = random.base64(30);
  const text = [
    'v=0',
    `o=- 0 0 IN IP4 ${host}`,
    's=session',
    `c=IN IP4 ${host}`,
    'b=CT:53980',
    't=0 0',
    `m=audio ${port} RTP/SAVP 114 111 112 115 116 4 8 0 97 101`,
    `a=candidate:${random.base64(32)} 1 ${random.base64(16)} UDP 0.830 ${host} ${port}`,
    `a=candidate:${random.base64(32)} 2 ${random.base64(16)} UDP 0.830 ${host} ${port + 1}`,
    `a=crypto:2 AES_CM_128_HMAC_SHA1_80 inline:${key}|2^31|1:1`,
    'a=maxptime:200',
    `a=rtcp:${port + 1}`,
    'a=rtpmap:114 x-msrta/16000',
    'a=fmtp:114 bitrate=29000',
    'a=rtpmap:111 SIREN/16000',
    'a=fmtp:111 bitrate=16000',
    'a=rtpmap:112 G7221/16000',
    'a=fmtp:112 bitrate=24000',
    'a=rtpmap:8 PCMA/8000',
    'a=rtpmap:0 PCMU/8000',
    'a=rtpmap:101 telephone-event/8000',
    'a=fmtp:101 0-16',
    'a=encryption:optional',
    '',
  ].join('\r\n');
  return { type: 'application/sdp', text };
}

export function chat({ host }) {
  const lines = [
    'v=0',
    `o=- 0 0 IN IP4 ${host}`,
    's=session',
    `c=IN IP4 ${host}`,
    't=0 0',
    'm=message 5060 sip null',
    'a=accept-types:text/plain multipart/alternative',
    '',
  ];
  return { type: 'application/sdp', text: lines.join('\r\n') };
}
