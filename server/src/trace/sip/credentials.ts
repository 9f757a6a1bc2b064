import type { Message } from '../message';
import type { Span } from '../text/span';
import type { HeaderField } from './headerFields';
import { type Parameter, parametersIn } from './parameters';

/** A challenge, credentials or a server's signature: a scheme and its parameters. RFC 3261 22, RFC 7235 2.1. */
export class Credentials {
  #parameters: readonly Parameter[] | undefined;

  constructor(
    readonly text: string,
    readonly field: HeaderField,
    /** Scheme as written: `Digest`, `NTLM`, `Kerberos`, `TLS-DSK`. */
    readonly scheme: string,
  ) {}

  /** Read when somebody asks: the scheme alone tells much. */
  get parameters(): readonly Parameter[] {
    const { start, end } = this.field.value;
    this.#parameters ??= [...parametersIn(this.text, { start: start + this.scheme.length, end }, ',')];
    return this.#parameters;
  }
}

/** Header fields that hold what `readCredentials` reads. */
export const CREDENTIAL_KEYS = [
  'www-authenticate',
  'proxy-authenticate',
  'authorization',
  'proxy-authorization',
  'authentication-info',
  'proxy-authentication-info',
] as const;

/** Reads one header field. Without a scheme in front (RFC 3261's Authentication-Info) `scheme` is empty. */
export function readCredentials(text: string, field: HeaderField): Credentials {
  const scheme = /[A-Za-z][A-Za-z0-9-]*(?=\s|$)/y;
  scheme.lastIndex = field.value.start;
  const name = scheme.exec(text)?.[0] ?? '';
  const fits = field.value.start + name.length <= field.value.end;
  return new Credentials(text, field, fits ? name : '');
}

/** Value of parameter `name` (lower case); `undefined` when it is absent. */
export function credentialSpan(text: string, credentials: Credentials, name: string): Span | undefined {
  const parameter = credentials.parameters.find(
    (candidate) => text.slice(candidate.name.start, candidate.name.end).toLowerCase() === name,
  );
  return parameter === undefined
    ? undefined
    : (parameter.value ?? { start: parameter.name.end, end: parameter.name.end });
}

/** Text of parameter `name` (lower case); `undefined` when it is absent, empty for an empty one. */
export function credential(text: string, credentials: Credentials, name: string): string | undefined {
  const span = credentialSpan(text, credentials, name);
  return span === undefined ? undefined : text.slice(span.start, span.end);
}

/** Challenges of a 401 or 407. */
export const challengesOf = (message: Message): Credentials[] =>
  ['www-authenticate', 'proxy-authenticate'].flatMap((key) =>
    message.headersNamed(key).map((field) => readCredentials(message.text, field)),
  );

/** Credentials of a request. */
export const credentialsOf = (message: Message): Credentials[] =>
  ['authorization', 'proxy-authorization'].flatMap((key) =>
    message.headersNamed(key).map((field) => readCredentials(message.text, field)),
  );
