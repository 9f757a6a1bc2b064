/** A REGISTER of an example and its answer. */
export interface DigestStep {
  /** Parameters of the credentials behind user name and uri, such as `nonce="1"`; none when left out. */
  readonly proof?: string;
  /** CSeq number; the place in the list when left out. */
  readonly cseq?: number;
  /** Status line without the version; a 401 when left out. */
  readonly answer?: string;
  /** Parameters of the challenge behind the realm, such as `nonce="1"`. */
  readonly challenge?: string;
}

/** REGISTERs of a client with Digest, as a log of bare messages. */
export const digestExample = (steps: readonly DigestStep[]): string =>
  steps
    .map(({ proof, cseq, answer = '401 Unauthorized', challenge }, index) => {
      const number = cseq ?? index + 1;
      const common = (toTag: string): string => `Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK${index + 1}
From: <sip:alice@example.com>;tag=1
To: <sip:alice@example.com>${toTag}
Call-ID: 1
CSeq: ${number} REGISTER`;
      const credentials =
        proof === undefined
          ? ''
          : `\nAuthorization: Digest username="alice", realm="example.com", uri="sip:example.com", response="0", ${proof}`;
      const offer = challenge === undefined ? '' : `\nWWW-Authenticate: Digest realm="example.com", ${challenge}`;
      return `REGISTER sip:example.com SIP/2.0\n${common('')}${credentials}\n\nSIP/2.0 ${answer}\n${common(';tag=2')}${offer}\n\n`;
    })
    .join('');
