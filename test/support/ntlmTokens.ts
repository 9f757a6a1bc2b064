/** What an NTLM AUTHENTICATE message says of the one who signs in. */
export interface NtlmAccount {
  readonly domain: string;
  readonly user: string;
  readonly workstation: string;
}

/** Flags of the published example: 128 bit and extended session security among them. [MS-NLMP] 4.2.4.3. */
const FLAGS = 0xe2888235;
/** Without NTLMSSP_NEGOTIATE_128: what a client is content with whose minimum is 56 bit. [MS-NLMP] 2.2.2.5. */
const FLAGS_56 = FLAGS & ~0x2000_0000;

const HEAD = 72;

/**
 * An AUTHENTICATE message with these names and no proof: the octets of both responses and of the key are one filler. In
 * base64. [MS-NLMP] 2.2.1.3.
 */
export function authenticateToken({ domain, user, workstation }: NtlmAccount, is128 = true): string {
  const text = (value: string): Buffer => Buffer.from(value, 'utf16le');
  // LmChallengeResponse, NtChallengeResponse (NTLMv2), DomainName, UserName, Workstation, EncryptedRandomSessionKey.
  const proof = Buffer.concat([
    Buffer.alloc(16, 0xaa),
    Buffer.from([1, 1, 0, 0, 0, 0, 0, 0]),
    Buffer.alloc(8),
    Buffer.alloc(8, 0xaa),
    Buffer.alloc(8),
  ]);
  const fields = [Buffer.alloc(24, 0xaa), proof, text(domain), text(user), text(workstation), Buffer.alloc(16, 0xaa)];
  const head = Buffer.alloc(HEAD);
  head.write('NTLMSSP\0', 'latin1');
  head.writeUInt32LE(3, 8);
  let offset = HEAD;
  for (const [index, field] of fields.entries()) {
    const at = 12 + index * 8;
    head.writeUInt16LE(field.length, at);
    head.writeUInt16LE(field.length, at + 2);
    head.writeUInt32LE(offset, at + 4);
    offset += field.length;
  }
  head.writeUInt32LE((is128 ? FLAGS : FLAGS_56) >>> 0, 60);
  // Windows XP, build 2600, revision 15.
  head.set([5, 1, 0x28, 0x0a, 0, 0, 0, 15], 64);
  return Buffer.concat([head, ...fields]).toString('base64');
}
