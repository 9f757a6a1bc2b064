import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decodeBase64 } from '../../server/src/trace/microsoft/base64';
import { decodeNtlm, flagNames, isoTime, type NtlmToken } from '../../server/src/trace/microsoft/ntlm';
import { AUTHENTICATE_TOKEN, CHALLENGE_TOKEN } from '../support/client';

const octetsOf = (token: string): Buffer => Buffer.from(token, 'base64');
/** The token with octets written over at an offset. */
function patched(token: string, at: number, octets: readonly number[]): string {
  const copy = octetsOf(token);
  copy.set(octets, at);
  return copy.toString('base64');
}
/** Length, maximum and offset of a field, little-endian. */
const descriptor = (length: number, offset: number): number[] => [
  ...[length & 255, length >> 8, length & 255, length >> 8],
  ...[offset & 255, (offset >> 8) & 255, (offset >> 16) & 255, offset >>> 24],
];
const faultsOf = (token: NtlmToken): string[] =>
  (token.kind === 'broken' ? [token.fault] : token.faults).map(({ what }) => what);

describe('NTLM', () => {
  it('type 2, as published in [MS-NLMP] 4.2.4.3', () => {
    assert.deepEqual(decodeNtlm(CHALLENGE_TOKEN), {
      kind: 'challenge',
      octets: 104,
      flags: 0xe28a8233,
      version: '6.0 build 6000',
      faults: [],
      targetName: 'Server',
      targetInfo: [
        { name: 'NetBIOS domain name', value: 'Domain' },
        { name: 'NetBIOS computer name', value: 'Server' },
      ],
    });
  });

  it('type 3, as published in [MS-NLMP] 4.2.4.3', () => {
    assert.deepEqual(decodeNtlm(AUTHENTICATE_TOKEN), {
      kind: 'authenticate',
      octets: 232,
      flags: 0xe2888235,
      version: '5.1 build 2600',
      faults: [],
      domain: 'Domain',
      user: 'User',
      workstation: 'COMPUTER',
      response: 'NTLMv2',
      responseLength: 84,
      hasMic: false,
      clientTime: undefined,
      targetInfo: [
        { name: 'NetBIOS domain name', value: 'Domain' },
        { name: 'NetBIOS computer name', value: 'Server' },
      ],
    });
  });

  it('type 1, which SIP does not use', () => {
    const octets = Buffer.alloc(40);
    octets.write('NTLMSSP\0\x01', 'latin1');
    octets.writeUInt32LE(0x3207, 12);
    octets.set(descriptor(4, 32), 16);
    octets.set(descriptor(4, 36), 24);
    octets.write('CORPPC01', 32, 'latin1');
    const token = decodeNtlm(octets.toString('base64'));
    assert.equal(token.kind, 'negotiate');
    assert.ok(token.kind === 'negotiate' && token.domain === 'CORP' && token.workstation === 'PC01');
    assert.equal(decodeNtlm(octets.subarray(0, 16).toString('base64')).kind, 'negotiate');
  });

  it('facts of the target information that are no text', () => {
    const token = decodeNtlm(patched(patched(CHALLENGE_TOKEN, 0x44, [8, 0]), 0x44 + 16, [10, 0]));
    assert.ok(token.kind === 'challenge');
    assert.deepEqual(token.targetInfo, [
      { name: 'single host data', value: 'present' },
      { name: 'channel binding', value: 'present' },
    ]);
  });

  it('names the flags', () => {
    assert.deepEqual(flagNames(0x80000041), ['UNICODE', 'DATAGRAM', '56']);
    assert.deepEqual(flagNames(0), []);
  });

  it('white space and missing padding do not matter', () => {
    const folded = CHALLENGE_TOKEN.replace(/=+$/, '').replace(/(.{20})/g, '$1\r\n ');
    assert.deepEqual(decodeNtlm(folded), decodeNtlm(CHALLENGE_TOKEN));
  });

  it('OEM text where UNICODE is not set', () => {
    const octets = octetsOf(AUTHENTICATE_TOKEN);
    octets.writeUInt32LE(0xe2888234, 60);
    octets.set(descriptor(4, 84), 36);
    octets.write('User', 84, 'latin1');
    const token = decodeNtlm(octets.toString('base64'));
    assert.ok(token.kind === 'authenticate' && token.user === 'User');
  });

  it('the clock of the client', () => {
    // FILETIME of 2007-11-12T10:15:02Z stands at octet 24 of the response, which begins at octet 0x84.
    const octets = octetsOf(AUTHENTICATE_TOKEN);
    octets.writeBigUInt64LE((BigInt(Date.UTC(2007, 10, 12, 10, 15, 2)) + 11_644_473_600_000n) * 10_000n, 0x84 + 24);
    const token = decodeNtlm(octets.toString('base64'));
    assert.ok(token.kind === 'authenticate');
    assert.equal(isoTime(token.clientTime ?? 0), '2007-11-12T10:15:02.000Z');
  });

  it('a clock that is far off', () => {
    const token = decodeNtlm(patched(AUTHENTICATE_TOKEN, 0x84 + 24, Array(8).fill(255)));
    assert.ok(token.kind === 'authenticate');
    assert.match(isoTime(token.clientTime ?? 0), /^\+060056-05-28T/);
    assert.equal(isoTime(1e16), 'not a date');
  });

  it('NTLMv1, NTLM2 session and none, by the length of the responses', () => {
    const kind = (ntLength: number): unknown => {
      const token = decodeNtlm(patched(AUTHENTICATE_TOKEN, 20, descriptor(ntLength, 0x84)));
      return token.kind === 'authenticate' ? token.response : token;
    };
    assert.equal(kind(84), 'NTLMv2');
    assert.equal(kind(24), 'NTLMv1');
    assert.equal(kind(0), 'none');
    const session = patched(patched(AUTHENTICATE_TOKEN, 20, descriptor(24, 0x84)), 0x6c + 8, Array(16).fill(0));
    const token = decodeNtlm(session);
    assert.ok(token.kind === 'authenticate' && token.response === 'NTLM2 session');
  });

  describe('broken tokens', () => {
    const broken: [name: string, token: string, fault: RegExp][] = [
      ['nothing', '', /ends too early/],
      ['not base64', 'TlRM TVN*', /not base64/],
      ['text with dots, as server logs print it', 'NTLMSSP........d.o.m.a.i.n', /not base64/],
      [
        'Kerberos',
        Buffer.from('`\x82\x04\x10\x06\x09*\x86H\x86\xf7\x12\x01\x02\x02', 'latin1').toString('base64'),
        /does not begin/,
      ],
      ['cut behind the type', CHALLENGE_TOKEN.slice(0, 16), /ends too early/],
      ['cut in the fixed part of type 3', AUTHENTICATE_TOKEN.slice(0, 80), /ends too early/],
      ['type 4', patched(CHALLENGE_TOKEN, 8, [4]), /message type 4/],
    ];
    for (const [name, token, fault] of broken) {
      it(name, () => {
        const decoded = decodeNtlm(token);
        assert.equal(decoded.kind, 'broken');
        assert.match(faultsOf(decoded)[0] ?? '', fault);
      });
    }

    it('an offset outside of the token: the rest is still read', () => {
      const token = decodeNtlm(patched(AUTHENTICATE_TOKEN, 28, descriptor(12, 0xfffffff0)));
      assert.deepEqual(faultsOf(token), ['the domain name lies outside of the token (offset 4294967280, length 12)']);
      assert.ok(token.kind === 'authenticate' && token.domain === '' && token.user === 'User');
    });

    it('a length outside of the token', () => {
      const token = decodeNtlm(patched(CHALLENGE_TOKEN, 40, descriptor(0xffff, 0x44)));
      assert.match(faultsOf(token)[0] ?? '', /target information lies outside/);
      assert.ok(token.kind === 'challenge' && token.targetInfo.length === 0 && token.targetName === 'Server');
    });

    it('target information that is cut', () => {
      const token = decodeNtlm(patched(CHALLENGE_TOKEN, 0x44 + 2, [0xff, 0xff]));
      assert.deepEqual(faultsOf(token), ['a fact of the target information (AvId 2) is cut']);
    });

    it('any cut and any change of octets gives an answer', () => {
      const changes = fc.array(fc.tuple(fc.nat(240), fc.nat(255)), { maxLength: 6 });
      fc.assert(
        fc.property(
          fc.constantFrom(CHALLENGE_TOKEN, AUTHENTICATE_TOKEN),
          changes,
          fc.nat(240),
          (token, writes, length) => {
            const octets = octetsOf(token);
            for (const [at, value] of writes) if (at < octets.length) octets[at] = value;
            const decoded = decodeNtlm(octets.subarray(0, length).toString('base64'));
            assert.ok(JSON.stringify(decoded).length > 0);
          },
        ),
        { numRuns: 500 },
      );
    });
  });

  describe('keeps secret what lets others guess the password', () => {
    /** All text of a token, each UTF-16 unit as two octets, so that octets taken for text are found as well. */
    const textOf = (token: NtlmToken): string =>
      JSON.stringify(token, (_, value: unknown) =>
        typeof value === 'string' ? Buffer.from(value, 'utf16le').toString('hex') : value,
      );
    const challenge = '0123456789abcdef';
    const ntResponse = octetsOf(AUTHENTICATE_TOKEN)
      .subarray(0x84, 0x84 + 16)
      .toString('hex');
    const lmResponse = octetsOf(AUTHENTICATE_TOKEN)
      .subarray(0x6c, 0x6c + 24)
      .toString('hex');

    it('in tokens as they should be', () => {
      assert.ok(!textOf(decodeNtlm(CHALLENGE_TOKEN)).includes(challenge));
      const type3 = textOf(decodeNtlm(AUTHENTICATE_TOKEN));
      assert.ok(!type3.includes(ntResponse) && !type3.includes(lmResponse));
    });

    it('where a name points into it', () => {
      const server = decodeNtlm(patched(CHALLENGE_TOKEN, 12, descriptor(8, 24)));
      assert.ok(!textOf(server).includes(challenge));
      assert.match(faultsOf(server)[0] ?? '', /target name points into the challenge or a response/);
      for (const [field, offset] of [
        [28, 0x84],
        [36, 0x6c],
        [44, 0x80],
        [36, 0xd8],
      ] as const) {
        const client = decodeNtlm(patched(AUTHENTICATE_TOKEN, field, descriptor(16, offset)));
        assert.match(faultsOf(client)[0] ?? '', /points into the challenge or a response/);
        assert.ok(
          !textOf(client).includes(ntResponse.slice(0, 16)) && !textOf(client).includes(lmResponse.slice(0, 16)),
        );
      }
    });
  });
});

describe('base64', () => {
  it('agrees with Node', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (octets) => {
        const decoded = decodeBase64(Buffer.from(octets).toString('base64'));
        assert.ok(decoded.kind === 'octets');
        assert.deepEqual(Buffer.from(decoded.octets), Buffer.from(octets));
      }),
    );
  });
  it('says where it is broken', () => assert.deepEqual(decodeBase64('AB-D'), { kind: 'broken', at: 2 }));
});
