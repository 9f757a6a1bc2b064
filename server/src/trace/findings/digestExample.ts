/** A REGISTER of an example and its answer. */
export interface DigestStep {
  /** Parameters of the credentials behind user name and uri, such as `nonce="1"`; none when left out. */
  readonly proof?: string;
  /** Realm of the credentials, `example.com` when left out. */
  readonly realm?: string;
  /** Of the credentials, `sip:example.com` when left out. */
  readonly uri?: string;
  /** Another user, with a Call-ID of its own. */
  readonly user?: string;
  /** The name of the user when left out. */
  readonly callId?: string;
  /** More header fields of the request. */
  readonly more?: string;
  /** Seconds behind 10:00:00; the place in the list when left out. */
  readonly at?: number;
  /** CSeq number; the place in the list when left out. */
  readonly cseq?: number;
  /** Status line without the version; a 401 when left out. */
  readonly answer?: string;
  /** Parameters of the challenge behind the realm, such as `nonce="1"`. */
  readonly challenge?: string;
}

/** REGISTERs of a client with Digest, as ngrep shows them. */
export const digestExample = (steps: readonly DigestStep[]): string =>
  steps
    .map(
      (
        {
          proof,
          realm = 'example.com',
          uri = 'sip:example.com',
          user = 'alice',
          callId = user,
          more,
          at,
          cseq,
          answer = '401 Unauthorized',
          challenge,
        },
        index,
      ) => {
        const common = (toTag: string): string => `Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK${index + 1}
From: <sip:${user}@example.com>;tag=1
To: <sip:${user}@example.com>${toTag}
Call-ID: ${callId}
CSeq: ${cseq ?? index + 1} REGISTER`;
        const packet = (from: number, to: number): string =>
          `U 2024/05/01 ${new Date((36_000 + (at ?? index)) * 1000).toISOString().slice(11, 19)}.000000 192.0.2.${from}:5060 -> 192.0.2.${to}:5060`;
        const credentials =
          proof === undefined
            ? ''
            : `\nAuthorization: Digest username="${user}", realm="${realm}", uri="${uri}", response="0", ${proof}`;
        const offer = challenge === undefined ? '' : `\nWWW-Authenticate: Digest realm="example.com", ${challenge}`;
        return `${packet(1, 9)}\nREGISTER sip:example.com SIP/2.0\n${common('')}${more === undefined ? '' : `\n${more}`}${credentials}\n\n${packet(9, 1)}\nSIP/2.0 ${answer}\n${common(';tag=2')}${offer}\n\n`;
      },
    )
    .join('');
