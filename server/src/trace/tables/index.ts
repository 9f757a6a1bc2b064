/**
 * Looks up what is known about a code or a name. Each table and its map are built when first asked for.
 * The rows are generated from server/data (`npm run tables`); this file is written by hand.
 */
import { type EventPackage, eventPackageRows } from './eventPackages';
import { type HeaderField, headerFieldRows } from './headerFields';
import { type HResult, hResultRows } from './hresults';
import { type Method, methodRows } from './methods';
import { type MsDiagnostic, msDiagnosticRows } from './msDiagnostics';
import { type MsDiagnosticsRange, msDiagnosticsRangeRows } from './msDiagnosticsRanges';
import { type MsParameter, msParameterRows } from './msParameters';
import { type OptionTag, optionTagRows } from './optionTags';
import { type ParameterMeaning, parameterMeaningRows } from './parameters';
import { type StatusCode, statusCodeRows } from './statusCodes';
import { type UserAgentCode, userAgentCodeRows } from './userAgents';

export type {
  EventPackage,
  HeaderField,
  HResult,
  Method,
  MsDiagnostic,
  MsDiagnosticsRange,
  MsParameter,
  OptionTag,
  ParameterMeaning,
  StatusCode,
  UserAgentCode,
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

/** The row of a product token of User-Agent (`OC` of `OC/2.0.6362.0`), in any case. */
export const userAgentCode: Lookup<string, UserAgentCode> = lookup(userAgentCodeRows, (row) => [lower(row.code)], lower);

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

/** All rows of every table, by the name of its file in server/data. */
export const tableRows = {
  eventPackages: eventPackageRows,
  headerFields: headerFieldRows,
  hresults: hResultRows,
  methods: methodRows,
  msDiagnostics: msDiagnosticRows,
  msDiagnosticsRanges: msDiagnosticsRangeRows,
  msParameters: msParameterRows,
  optionTags: optionTagRows,
  parameters: parameterMeaningRows,
  statusCodes: statusCodeRows,
  userAgents: userAgentCodeRows,
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
