import assert from 'node:assert/strict';
import { codeActions } from '../../server/src/features/codeActions';
import { diagnostics } from '../../server/src/features/diagnostics';
import { documentLinks } from '../../server/src/features/documentLinks';
import { hover } from '../../server/src/features/hover';
import { defaultFindingSettings } from '../../server/src/trace/findings/configuration';
import { readTrace } from '../../server/src/trace/trace';

const SECRET = 'S3cretXyz9';

/** Header fields that hold what nobody else may know, also where they are broken. */
const HEADERS: Readonly<Record<string, string>> = {
  'responses of Digest': `Authorization: Digest username="alice", response="${SECRET}", cnonce="${SECRET}"`,
  'a quote that is missing': `Authorization: Digest username="alice, response="${SECRET}"`,
  'proofs of a server': `Authentication-Info: rspauth="${SECRET}", cnonce="${SECRET}"`,
  'keys of AKA': `WWW-Authenticate: Digest realm="r", ik="${SECRET}", ck="${SECRET}"`,
  'a signature': `Authorization: NTLM qop="auth", response="${SECRET}", crand="1"`,
  'a token that is not base64': `Authorization: Kerberos gssapi-data="${SECRET}"`,
  Basic: `Authorization: Basic ${SECRET}`,
  Bearer: `Authorization: Bearer ${SECRET}`,
  'a scheme that nobody knows': `Authorization: Other ${SECRET}`,
  'a scheme that is missing': `Authorization: ${SECRET}`,
  'passwords of addresses': `Contact: "sip:alice:${SECRET}@example.com" <sip:alice:${SECRET}@example.com;a=1>`,
  'a password in an address in an address': `Refer-To: <sip:bob@example.com?Referred-By=%3Csip%3Aa%3A${SECRET}%40b%3E>`,
  'credentials in an address': `Refer-To: <sip:bob@example.com?Authorization=Digest%20response%3D${SECRET}>`,
  'an address in words': `Warning: 399 example.com "sip:alice:${SECRET}@example.com failed"`,
  'an address in a reason': `Reason: SIP;cause=404;text="https://alice:${SECRET}@example.com/"`,
  'addresses in ms-diagnostics': `ms-diagnostics: 1003;reason="sip:a:${SECRET}@b";source="sip:a:${SECRET}@b";x="sip:a:${SECRET}@b"`,
  'an address in a product': `User-Agent: Phone (sip:alice:${SECRET}@example.com)`,
  'a signature of the caller': `Identity: ${SECRET}.${SECRET}.${SECRET};info=<https://example.com/c.cer>;ppt=shaken`,
  'an address that the cut divides': `Warning: 399 example.com "${'x'.repeat(60)} sip:alice:${SECRET.repeat(9)}@example.com"`,
};

/** Lines of SDP that hold keys or passwords, also where they are broken. */
const SDP_LINES = [
  `k=clear:${SECRET}`,
  `a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:${SECRET}|2^31|1:1`,
  `a=crypto:x inline:${SECRET}`,
  `a=crypto: ${SECRET}`,
  `a=crypto:1 ${SECRET}`,
  `a=cryptoscale:1 client AES_CM_128_HMAC_SHA1_80 inline:${SECRET}`,
  `a=acap:1 crypto:1 AES_CM_128_HMAC_SHA1_80 inline:${SECRET}`,
  `a=key-mgmt:mikey ${SECRET}`,
  `a=ice-pwd:${SECRET}`,
  `a=ice-pwd ${SECRET}`,
  `a=candidate:abcdefgh 1 ${SECRET} UDP 0.830 192.0.2.1 5000`,
  `a=fmtp:101 password=${SECRET};key=${SECRET}`,
  `u=https://alice:${SECRET}@example.com/`,
];

describe('no hover tells', () => {
  for (const [what, header] of Object.entries(HEADERS)) {
    it(what, () => {
      checkSilent(`INVITE sip:bob:${SECRET}@example.com SIP/2.0\r\n${header}\r\nCSeq: 1 INVITE\r\nCall-ID: 1\r\n\r\n`);
    });
  }

  for (const line of SDP_LINES) {
    it(line.replace(SECRET, '…'), () =>
      checkSilent(invite('application/sdp', `v=0\r\nm=audio 5000 RTP/SAVP 101\r\n${line}`)),
    );
  }

  it('passwords in a configuration', () => {
    const xml = `<a pwd="${SECRET}"><password>${SECRET}</password><url>https://alice:${SECRET}@example.com/</url></a>`;
    checkSilent(invite('application/vnd-microsoft-roaming-provisioning-v2+xml', xml));
  });
});

describe('no problem and no code action tells', () => {
  for (const [what, header] of Object.entries(HEADERS)) {
    for (const method of ['REGISTER', 'INVITE']) {
      it(`${what} (${method})`, () => {
        const address = `sip:alice:${SECRET}@example.com`;
        const common = `Via: SIP/2.0/UDP a\r\nFrom: <${address}>;tag=1\r\nTo: <${address}>\r\nCall-ID: 1\r\nCSeq: 1 ${method}\r\n${header}\r\n\r\n`;
        checkProblems(`${method} ${address} SIP/2.0\r\n${common}SIP/2.0 500 Not for ${address}\r\n${common}${common}`);
      });
    }
  }
});

/** Looks for problems, and for what can be done about them. */
function checkProblems(text: string): void {
  const trace = readTrace(text);
  const uri = 'file:///a.sip.log';
  const steps = diagnostics(trace, { uri, relatedInformation: true, settings: defaultFindingSettings });
  let step = steps.next();
  while (step.done !== true) step = steps.next();
  const { problems, findings } = step.value;
  assert.ok(problems.length > 0);
  const commands = new Set(['sipTrace.copySummary', 'sipTrace.suppressFinding', 'sipTrace.setSeverity']);
  const actions = codeActions(trace, findings, { uri, diagnostics: problems, commands });
  assert.ok(actions.length > 2);
  for (const answer of [...problems, ...actions]) {
    assert.ok(!JSON.stringify(answer).toLowerCase().includes(SECRET.toLowerCase()), JSON.stringify(answer));
  }
}

const invite = (type: string, body: string): string =>
  `INVITE sip:bob@example.com SIP/2.0\r\nCSeq: 1 INVITE\r\nCall-ID: 1\r\nContent-Type: ${type}\r\n\r\n${body}\r\n`;

/** Hovers each character, and asks for the links. */
function checkSilent(text: string): void {
  const trace = readTrace(text);
  const answers = documentLinks(trace).map(({ tooltip, target }) => `${tooltip} ${target}`);
  for (let line = 0; line < trace.lines.count; line++) {
    for (let character = 0; character <= trace.lines.endOf(line) - trace.lines.startOf(line); character++) {
      const found = hover(trace, { line, character }, { markdown: false });
      if (found !== undefined) answers.push((found.contents as { value: string }).value);
    }
  }
  assert.ok(answers.length > 20);
  assert.deepEqual([...new Set(answers.filter((answer) => answer.toLowerCase().includes(SECRET.toLowerCase())))], []);
}
