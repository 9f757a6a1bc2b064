import {
  flagNames,
  isoTime,
  type NtlmAuthenticate,
  type NtlmChallenge,
  type NtlmToken,
} from '../../trace/microsoft/ntlm';
import { printable } from '../../trace/text/printable';
import { type Block, type Inline, sourceBlock } from '../richText';

/** A decoded NTLM token: names, flags, versions, times. Never a challenge, a response or a key. [MS-NLMP] 2.2. */
export function ntlmBlocks(token: NtlmToken): Block[] {
  if (token.kind === 'broken') {
    return [
      [{ strong: 'NTLM token that cannot be read' }],
      [`At octet ${token.fault.octet}: ${token.fault.what}. The log may have cut it.`],
      SOURCE,
    ];
  }
  return [
    [{ strong: TITLES[token.kind] }],
    [SUMMARIES[token.kind]],
    { list: [...namesOf(token), ...commonOf(token)] },
    ...(token.faults.length === 0
      ? []
      : [{ list: token.faults.map(({ what, octet }): Inline[] => [`Broken at octet ${octet}: ${what}.`]) }]),
    SOURCE,
  ];
}

const SOURCE: Block = sourceBlock('[MS-NLMP] 2.2');

const TITLES = {
  negotiate: 'NTLM NEGOTIATE (type 1)',
  challenge: 'NTLM CHALLENGE (type 2), from the server',
  authenticate: 'NTLM AUTHENTICATE (type 3), from the client',
} as const;

const SUMMARIES = {
  negotiate: 'The client says what it can do. SIP uses connectionless NTLM, where this message is not sent.',
  challenge: 'The server sends a random number (not shown); the client proves with it that it knows the password.',
  authenticate: 'The client answers the challenge; the server asks a domain controller whether the answer is right.',
} as const;

const item = (label: string, value: string): Inline[] =>
  value === '' ? [`${label}: none`] : [`${label}: `, { code: printable(value) }];

function namesOf(token: Exclude<NtlmToken, { kind: 'broken' }>): Inline[][] {
  switch (token.kind) {
    case 'negotiate':
      return [item('Domain', token.domain), item('Workstation', token.workstation)];
    case 'challenge':
      return [item('Target', token.targetName), ...targetInfo(token)];
    case 'authenticate':
      return [
        item('User', token.user),
        item('Domain', token.domain),
        item('Workstation', token.workstation),
        [`Response: ${responseKind(token)}`],
        [
          token.clientTime === undefined
            ? 'Clock of the client: not given'
            : `Clock of the client: ${isoTime(token.clientTime)}. Compare it with the Date of the 401: NTLM tolerates 15 minutes`,
        ],
        [`Message integrity code: ${token.hasMic ? 'present' : 'absent'}`],
        ...targetInfo(token),
      ];
  }
}

const responseKind = ({ response, responseLength }: NtlmAuthenticate): string =>
  response === 'none' ? 'none' : `${response} (${responseLength} octets, not shown)`;

const targetInfo = ({ targetInfo: pairs }: NtlmChallenge | NtlmAuthenticate): Inline[][] =>
  // Both sides have a NetBIOS name; these are the server's, also where the client repeats them.
  pairs.map(({ name, value }) =>
    item(
      /^(?:NetBIOS|DNS)/.test(name) ? `${name} of the server` : `${name.charAt(0).toUpperCase()}${name.slice(1)}`,
      value,
    ),
  );

const commonOf = ({ version, flags }: Exclude<NtlmToken, { kind: 'broken' }>): Inline[][] => [
  [version === undefined ? 'Windows version: not given' : `Windows version: ${version}${windowsName(version)}`],
  ...flagWords(flags),
  [`Flags: ${flagNames(flags).join(', ') || 'none'} (0x${flags.toString(16).toUpperCase().padStart(8, '0')})`],
];

/** Products by the first two numbers of their version. [MS-NLMP] 2.2.2.10. */
const WINDOWS: Readonly<Record<string, string>> = {
  '5.0': 'Windows 2000',
  '5.1': 'Windows XP',
  '5.2': 'Windows Server 2003',
  '6.0': 'Windows Vista or Server 2008',
  '6.1': 'Windows 7 or Server 2008 R2',
  '6.2': 'Windows 8 or Server 2012',
  '6.3': 'Windows 8.1 or Server 2012 R2',
  '10.0': 'Windows 10 or Server 2016, or newer',
};

function windowsName(version: string): string {
  const name = WINDOWS[/^\d+\.\d+/.exec(version)?.[0] ?? ''];
  return name === undefined ? '' : ` (${name})`;
}

/** What the flags ask for, in words. [MS-NLMP] 2.2.2.5. */
const WORDS: readonly (readonly [bit: number, words: string])[] = [
  [0x40, 'connectionless (datagram)'],
  [0x10, 'signed messages'],
  [0x20, 'sealed messages'],
  [0x80000, 'extended session security'],
  [0x20000000, '128-bit keys'],
  [0x80000000, '56-bit keys'],
  [0x40000000, 'a session key of its own'],
  [0x800, 'no user at all (anonymous)'],
];

function flagWords(flags: number): Inline[][] {
  const words = WORDS.filter(([bit]) => (flags & bit) !== 0).map(([, word]) => word);
  return words.length === 0 ? [] : [[`Agrees to: ${words.join(', ')}`]];
}
