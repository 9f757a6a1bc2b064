/**
 * Looks up what is known about a code or a name. Each table and its map are built when first asked for.
 * The rows are generated from server/data (`npm run tables`); this file is written by hand.
 */
import { type CodecParameter, codecParameterRows } from './codecParameters';
import { type Codec, codecRows } from './codecs';
import { type ContentType, contentTypeRows } from './contentTypes';
import { type CredentialToken, credentialTokenRows } from './credentialTokens';
import { type EventPackage, eventPackageRows } from './eventPackages';
import { type HeaderField, headerFieldRows } from './headerFields';
import { type HResult, hResultRows } from './hresults';
import { type IceFlag, iceFlagRows } from './iceFlags';
import { type Method, methodRows } from './methods';
import { type MsDiagnostic, msDiagnosticRows } from './msDiagnostics';
import { type MsDiagnosticsRange, msDiagnosticsRangeRows } from './msDiagnosticsRanges';
import { type MsParameter, msParameterRows } from './msParameters';
import { type OptionTag, optionTagRows } from './optionTags';
import { type ParameterMeaning, parameterMeaningRows } from './parameters';
import { type PayloadType, payloadTypeRows } from './payloadTypes';
import { type Q850Cause, q850CauseRows } from './q850Causes';
import { type RecordField, recordFieldRows } from './recordFields';
import { type SdpAttribute, sdpAttributeRows } from './sdpAttributes';
import { type SdpLine, sdpLineRows } from './sdpLines';
import { type ServerVersion, serverVersionRows } from './serverVersions';
import { type StatusCode, statusCodeRows } from './statusCodes';
import { type TeamsCode, teamsCodeRows } from './teamsCodes';
import { type Timer, timerRows } from './timers';
import { type TlsCode, tlsCodeRows } from './tlsCodes';
import { type Token, tokenRows } from './tokens';
import { type TraceFlag, traceFlagRows } from './traceFlags';
import { type UserAgentCode, userAgentCodeRows } from './userAgents';
import { type WarnCode, warnCodeRows } from './warnCodes';
import { type WinsockError, winsockErrorRows } from './winsockErrors';
import { type XmlElement, xmlElementRows } from './xmlElements';

export type {
  Codec,
  CodecParameter,
  ContentType,
  CredentialToken,
  EventPackage,
  HeaderField,
  HResult,
  IceFlag,
  Method,
  MsDiagnostic,
  MsDiagnosticsRange,
  MsParameter,
  OptionTag,
  ParameterMeaning,
  PayloadType,
  Q850Cause,
  RecordField,
  SdpAttribute,
  SdpLine,
  ServerVersion,
  StatusCode,
  TeamsCode,
  Timer,
  TlsCode,
  Token,
  TraceFlag,
  UserAgentCode,
  WarnCode,
  WinsockError,
  XmlElement,
};

/** The row of a SIP status code (100 to 699). */
export const statusCode: Lookup<number, StatusCode> = lookup(statusCodeRows, (row) => [row.statusCode]);

/** The row of a method; methods are case-sensitive. RFC 3261 7.1. */
export const method: Lookup<string, Method> = lookup(methodRows, (row) => [row.method]);

/** The row of a header field, by its name or compact form in any case. RFC 3261 7.3.1, 7.3.3. */
export const headerField: Lookup<string, HeaderField> = lookup(
  headerFieldRows,
  ({ name, compactForm }) => (compactForm === undefined ? [lower(name)] : [lower(name), compactForm]),
  lower,
);

/** The row of an option tag, in any case. */
export const optionTag: Lookup<string, OptionTag> = lookup(optionTagRows, (row) => [lower(row.tag)], lower);

/** The row of an ErrorId of ms-diagnostics; see `msDiagnosticsRange` for one that has none. */
export const msDiagnosticId: Lookup<number, MsDiagnostic> = lookup(msDiagnosticRows, (row) => [row.id]);

/** The row of a parameter that Microsoft adds (`epid`, `gssapi-data`), in any case. */
export const msParameter: Lookup<string, MsParameter> = lookup(msParameterRows, (row) => [lower(row.name)], lower);

const parameterOfKey = lookup(parameterMeaningRows, (row) => [lower(row.key)], lower);

/** The row of parameter `name` of header field `of` (lower case, or `uri`), in any case; with `value`, that of the value. */
export const parameter = (of: string, name: string, value?: string): ParameterMeaning | undefined =>
  parameterOfKey(`${of};${name}${value === undefined ? '' : `=${value}`}`);

/** All rows of parameters with a name, whatever header field has them; those of their values are left out. */
export const parametersNamed = (name: string): ParameterMeaning[] =>
  parameterMeaningRows().filter(({ key }) => lower(key.slice(key.indexOf(';') + 1)) === lower(name));

/** The row of a line beside the message (`Peer`, `$$end_record`), in any case. */
export const recordField: Lookup<string, RecordField> = lookup(recordFieldRows, (row) => [lower(row.name)], lower);

/** The row of a value of Server (`RTC/3.0`), in any case. */
export const serverVersion: Lookup<string, ServerVersion> = lookup(serverVersionRows, (row) => [lower(row.value)], lower);

/** The row of a product token of User-Agent (`OC` of `OC/2.0.6362.0`), in any case. */
export const userAgentCode: Lookup<string, UserAgentCode> = lookup(userAgentCodeRows, (row) => [lower(row.code)], lower);

/** The row of a Windows socket error (10000 to 11999). */
export const winsockError: Lookup<number, WinsockError> = lookup(winsockErrorRows, (row) => [row.code]);

/** The row of a cause of the telephone network (1 to 127). */
export const q850Cause: Lookup<number, Q850Cause> = lookup(q850CauseRows, (row) => [row.cause]);

/** The row of a warn-code (300 to 399). RFC 3261 20.43. */
export const warnCode: Lookup<number, WarnCode> = lookup(warnCodeRows, (row) => [row.code]);

/** The row of an encoding name of `a=rtpmap`, in any case. */
export const codec: Lookup<string, Codec> = lookup(codecRows, (row) => [lower(row.name)], lower);

/** The row of a timer by its letter or name (`F`, `T1`, `session-expires`), in any case. */
export const timer: Lookup<string, Timer> = lookup(timerRows, (row) => [lower(row.name)], lower);

/** The row of a line type of SDP: the letter before `=`, in lower case. */
export const sdpLine: Lookup<string, SdpLine> = lookup(sdpLineRows, (row) => [row.type]);

/** The row of an attribute of SDP (`rtpmap`), in any case. */
export const sdpAttribute: Lookup<string, SdpAttribute> = lookup(sdpAttributeRows, (row) => [lower(row.name)], lower);

/** The row of a level or flag in front of a log entry (`TF_PROTOCOL`). */
export const traceFlag: Lookup<string, TraceFlag> = lookup(traceFlagRows, (row) => [row.name]);

const codecParameterOf = lookup(codecParameterRows, (row) => [lower(`${row.codec} ${row.parameter ?? ''}`)], lower);
const credentialTokenOf = lookup(credentialTokenRows, (row) => [lower(`${row.kind} ${row.value}`)], lower);
const xmlElementOf = lookup(xmlElementRows, (row) => [lower(`${row.document} ${row.element}`)], lower);
const exactContentType = lookup(contentTypeRows, (row) => [row.mediaType], lower);
const tokenOf = lookup(tokenRows, (row) => [lower(`${row.registry} ${row.value}`)], lower);
const tlsCodeOf = lookup(tlsCodeRows, (row) => [`${row.kind} ${row.code}`]);
const payloadTypes = once(payloadTypeRows);
const iceFlagList = once(iceFlagRows);
const teamsCodeList = once(teamsCodeRows);
const exactEventPackage = lookup(eventPackageRows, (row) => [lower(row.name)], lower);
const hresultOfNumber = lookup(hResultRows, (row) => [row.code]);
const ranges = once(msDiagnosticsRangeRows);

/** The row of an event type, in any case. `dialog.winfo` has that of the template `winfo`. RFC 6665 4.5.3, 7.2. */
export function eventPackage(name: string): EventPackage | undefined {
  const exact = exactEventPackage(name);
  if (exact !== undefined) return exact;
  const template = exactEventPackage(name.slice(name.lastIndexOf('.') + 1));
  return template?.kind === 'template' ? template : undefined;
}

/** The range that an ErrorId lies in; `undefined` in the gaps, where no public document names an owner. */
export function msDiagnosticsRange(id: number): MsDiagnosticsRange | undefined {
  return ranges().find(({ first, last }) => first <= id && id <= last);
}

/** The row of a Windows error code: a number, signed or not, or text such as `0xC3E93EC3(SIP_E_AUTH_UNAUTHORIZED)`. */
export function hresult(code: number | string): HResult | undefined {
  const number = typeof code === 'number' ? code : Number(/^\s*(0x[\da-f]{8})(?![\da-f])/i.exec(code)?.[1]);
  return Number.isInteger(number) ? hresultOfNumber(number >>> 0) : undefined;
}

/** The row of a media type, in any case, with or without parameters behind it (`application/sdp;charset=utf-8`). */
export const contentType = (mediaType: string): ContentType | undefined =>
  exactContentType(mediaType.split(';', 1)[0]?.trim() ?? '');

/** The row of a word where `registry` says that it stands (`token('privacy', 'id')`), in any case. */
export const token = (registry: Token['registry'], value: string): Token | undefined =>
  tokenOf(`${registry} ${value}`);

/** All rows of a word, wherever it may stand. Empty when no registry has it. */
export const tokensNamed = (value: string): Token[] =>
  tokenRows().filter((row) => lower(row.value) === lower(value));

/** The row of a parameter of a codec in `a=fmtp`, in any case; an empty name for a value without one. */
export const codecParameter = (name: string, parameter: string): CodecParameter | undefined =>
  codecParameterOf(`${name} ${parameter}`);

/** The row of a word or a number in credentials, in any case. */
export const credentialToken = (kind: CredentialToken['kind'], value: string): CredentialToken | undefined =>
  credentialTokenOf(`${kind} ${value}`);

/** The row of an element in a document whose outermost element is `document`; `*` for those of several documents. */
export const xmlElementIn = (document: string, element: string): XmlElement | undefined =>
  xmlElementOf(`${document} ${element}`);

/** The same, or else the row of an element of that name that may stand in several documents. */
export const xmlElement = (document: string, element: string): XmlElement | undefined =>
  xmlElementIn(document, element) ?? xmlElementIn('*', element);

/** The row of a number of TLS. */
export const tlsCode = (kind: TlsCode['kind'], code: number): TlsCode | undefined => tlsCodeOf(`${kind} ${code}`);

/** The row of an RTP payload type; `undefined` outside of 0 to 127. */
export const payloadType = (number: number): PayloadType | undefined =>
  payloadTypes().find(({ first, last }) => first <= number && number <= last);

/** The bits that are set in a value of ICEWarn, the lowest first. Bits that no table holds are left out. */
export const iceFlags = (value: number): IceFlag[] =>
  iceFlagList().filter(({ bit }) => ((value & bit) >>> 0) !== 0);

/** What a code of Teams Direct Routing may mean: several rows where a word or another code tells cases apart. */
export const teamsCodes = (microsoftCode: number): TeamsCode[] =>
  teamsCodeList().filter((row) => row.microsoftCode === microsoftCode);

/** All rows of elements with a name, in any document. */
export const xmlElementsNamed = (element: string): XmlElement[] =>
  xmlElementRows().filter((row) => lower(row.element) === lower(element));

/** All rows of parameters with a name, of any codec. */
export const codecParametersNamed = (parameter: string): CodecParameter[] =>
  codecParameterRows().filter((row) => lower(row.parameter ?? '') === lower(parameter));

/** All rows of every table, by the name of its file in server/data. */
export const tableRows = {
  codecParameters: codecParameterRows,
  codecs: codecRows,
  contentTypes: contentTypeRows,
  credentialTokens: credentialTokenRows,
  eventPackages: eventPackageRows,
  headerFields: headerFieldRows,
  hresults: hResultRows,
  iceFlags: iceFlagRows,
  methods: methodRows,
  msDiagnostics: msDiagnosticRows,
  msDiagnosticsRanges: msDiagnosticsRangeRows,
  msParameters: msParameterRows,
  optionTags: optionTagRows,
  parameters: parameterMeaningRows,
  payloadTypes: payloadTypeRows,
  q850Causes: q850CauseRows,
  recordFields: recordFieldRows,
  sdpAttributes: sdpAttributeRows,
  sdpLines: sdpLineRows,
  serverVersions: serverVersionRows,
  statusCodes: statusCodeRows,
  teamsCodes: teamsCodeRows,
  timers: timerRows,
  tlsCodes: tlsCodeRows,
  tokens: tokenRows,
  traceFlags: traceFlagRows,
  userAgents: userAgentCodeRows,
  warnCodes: warnCodeRows,
  winsockErrors: winsockErrorRows,
  xmlElements: xmlElementRows,
} as const;

/** The row of a key; `undefined` when the table has none. */
export type Lookup<Key, Row> = (key: Key) => Row | undefined;

function lookup<Key, Row>(
  rows: () => readonly Row[],
  keysOf: (row: Row) => readonly Key[],
  normalize: (key: Key) => Key = (key) => key,
): Lookup<Key, Row> {
  const byKey = once(() => new Map(rows().flatMap((row) => keysOf(row).map((key) => [key, row] as const))));
  return (key) => byKey().get(normalize(key));
}

function once<Value>(build: () => Value): () => Value {
  let built: { readonly value: Value } | undefined;
  return () => {
    built ??= { value: build() };
    return built.value;
  };
}

function lower(text: string): string {
  return text.toLowerCase();
}
