import {
  type CredentialToken,
  codecParametersNamed,
  msDiagnosticId,
  payloadType,
  q850Cause,
  statusCode,
  tokensNamed,
  warnCode,
  xmlElementsNamed,
} from '../trace/tables';
import type { Explanation } from './explanation';
import {
  explainCodec,
  explainCodecParameter,
  explainContentType,
  explainCredentialToken,
  explainEventPackage,
  explainFinding,
  explainHeaderField,
  explainHresult,
  explainIceWarn,
  explainMethod,
  explainMsDiagnostics,
  explainMsParameter,
  explainOptionTag,
  explainParameterTerm,
  explainPayloadType,
  explainQ850Cause,
  explainRecordField,
  explainSdpAttribute,
  explainSdpLine,
  explainServerVersion,
  explainStatusCode,
  explainTeamsCode,
  explainTimer,
  explainTlsCode,
  explainToken,
  explainTraceFlag,
  explainUserAgent,
  explainWarnCode,
  explainWinsockError,
  explainXmlElement,
  TOKEN_REGISTRIES,
} from './knowledge';

/**
 * Everything that `term` may mean: a code, a name or a compact form, such as `2013`, `ms-diagnostics 4005`, `Q.850 17`,
 * `timer F`, `register` or `k`. A word before it says which kind is meant. Empty when nothing is known about it.
 */
export function explainTerm(term: string): Explanation[] {
  const words = term.trim().slice(0, LONGEST_TERM).replace(/\s+/g, ' ');
  const kind = explainOfKind(words);
  if (kind !== undefined) return kind;
  if (/^\d{1,9}$/.test(words)) return explainNumber(Number(words));
  return explainName(words);
}

/** No code or name is longer, in UTF-16 units. */
const LONGEST_TERM = 200;

/** What the rest of a term means when it begins with the name of a kind. */
type OfKind = (rest: string) => Explanation | undefined;

const numbered =
  (explain: (number: number) => Explanation | undefined): OfKind =>
  (rest) =>
    /^\d{1,9}$/.test(rest) ? explain(Number(rest)) : undefined;

const tls =
  (kind: 'alert' | 'handshake' | 'record'): OfKind =>
  (rest) =>
    numbered((code) => explainTlsCode(kind, code))(rest);

/** What people call the kinds of words in credentials. */
export const CREDENTIAL_KINDS: Readonly<Record<CredentialToken['kind'], string>> = {
  algorithm: 'Digest algorithm',
  'cipher-suite': 'TLS cipher suite',
  digest: 'Digest',
  'kerberos-encryption': 'Kerberos encryption',
  'kerberos-error': 'Kerberos error',
};

/** Names of kinds in lower case. The longer of two names that begin alike stands first. */
const KINDS: readonly (readonly [names: readonly string[], explain: OfKind])[] = [
  [['ms-diagnostics-public', 'ms-client-diagnostics', 'ms-diagnostics'], numbered(explainMsDiagnostics)],
  [['sip', 'status code', 'status'], numbered(explainStatusCode)],
  [['q.850 cause', 'q.850', 'q850', 'cause'], numbered(explainQ850Cause)],
  [['warning', 'warn'], numbered(explainWarnCode)],
  [['rtp payload type', 'payload type', 'pt'], numbered(explainPayloadType)],
  [['teams direct routing', 'teams'], numbered(explainTeamsCode)],
  [['winsockfailurecode', 'winsock'], numbered(explainWinsockError)],
  [['tls alert'], tls('alert')],
  [['tls handshake message', 'tls handshake'], tls('handshake')],
  [['tls record'], tls('record')],
  ...Object.entries(CREDENTIAL_KINDS)
    .sort(([, one], [, other]) => other.length - one.length)
    .map(
      ([kind, name]) =>
        [
          [name.toLowerCase()],
          (rest: string) => explainCredentialToken(kind as CredentialToken['kind'], rest),
        ] as const,
    ),
  [['fmtp'], explainCodecParameter],
  [['xml element', 'xml'], explainXmlElement],
  [['icewarn'], (rest) => (/^(0x[\da-f]{1,8}|\d{1,9})$/i.test(rest) ? explainIceWarn(Number(rest)) : undefined)],
  [['hresult'], explainHresult],
  [['timer'], explainTimer],
  [['method'], (rest) => explainMethod(rest.toUpperCase())],
  [['header field', 'header'], explainHeaderField],
  [['option tag'], explainOptionTag],
  [['event package', 'event'], explainEventPackage],
  [['parameter'], explainMsParameter],
  [['media type', 'content-type'], explainContentType],
  [['codec', 'encoding'], explainCodec],
  [['sdp attribute'], explainSdpAttribute],
  [['sdp line'], explainSdpLine],
  [['trace flag'], explainTraceFlag],
  [['log field'], explainRecordField],
  [['finding', 'rule'], explainFinding],
  [['user-agent'], explainUserAgent],
  [['server'], explainServerVersion],
  ...TOKEN_REGISTRIES.map((registry) => [[registry], (rest: string) => explainToken(registry, rest)] as const),
];

/** `undefined` when `term` does not begin with the name of a kind, or nothing follows. */
function explainOfKind(term: string): Explanation[] | undefined {
  const lower = term.toLowerCase();
  for (const [names, explain] of KINDS) {
    const name = names.find(
      (candidate) => lower.startsWith(candidate) && /^[ =:;]/.test(lower.slice(candidate.length)),
    );
    if (name === undefined) continue;
    const rest = term
      .slice(name.length)
      .replace(/^[ =:;]+/, '')
      .replace(/^cause=/i, '');
    const explanation = rest === '' ? undefined : explain(rest);
    if (explanation !== undefined) return [explanation];
  }
  return undefined;
}

/** A bare number means whatever the tables hold; only where they hold nothing does the owner of its range say something. */
function explainNumber(number: number): Explanation[] {
  const documented = known([
    statusCode(number) && explainStatusCode(number),
    msDiagnosticId(number) && explainMsDiagnostics(number),
    explainTeamsCode(number),
    warnCode(number) && explainWarnCode(number),
    q850Cause(number) && explainQ850Cause(number),
    payloadType(number)?.use === 'static' ? explainPayloadType(number) : undefined,
    explainWinsockError(number),
  ]);
  if (documented.length > 0) return documented;
  return known([explainStatusCode(number), explainMsDiagnostics(number)]);
}

/** A bare name, in any case. Elements of XML come in where it is nothing else, or stands in angle brackets. */
function explainName(word: string): Explanation[] {
  const element = /^<([^<>]+)>$/.exec(word)?.[1];
  const found = element === undefined ? explainPlainName(word) : [];
  if (found.length > 0) return found;
  return known(
    xmlElementsNamed(element ?? word).map(({ document, element: name }) => explainXmlElement(`${document}/${name}`)),
  );
}

function explainPlainName(word: string): Explanation[] {
  const letter = /^[a-z]=?$/i.test(word) ? word.charAt(0) : '';
  const isSmall = letter !== letter.toUpperCase();
  return known([
    explainMethod(word.toUpperCase()),
    explainHeaderField(word),
    explainOptionTag(word),
    explainEventPackage(word),
    explainMsParameter(word),
    explainContentType(word),
    explainCodec(word.replace(/\/\d.*$/, '')),
    // A small letter is a line of SDP, a capital one a timer: their names are written so.
    isSmall ? explainSdpLine(letter) : explainTimer(word),
    explainSdpAttribute(word.replace(/^a=/i, '').replace(/:.*$/, '')),
    ...explainParameterTerm(word),
    ...(word === '' ? [] : codecParametersNamed(word)).map(({ codec, parameter }) =>
      explainCodecParameter(`${codec} ${parameter}`),
    ),
    ...Object.keys(CREDENTIAL_KINDS).map((kind) => explainCredentialToken(kind as CredentialToken['kind'], word)),
    explainTraceFlag(word.toUpperCase()),
    explainRecordField(word),
    explainServerVersion(word),
    explainUserAgent(word.replace(/\/.*$/, '')),
    ...tokensNamed(word).map(({ registry, value }) => explainToken(registry, value)),
    /^0x/i.test(word) ? explainHresult(word) : undefined,
    explainFinding(word),
  ]);
}

const known = (explanations: readonly (Explanation | undefined)[]): Explanation[] =>
  explanations.filter((explanation) => explanation !== undefined);
