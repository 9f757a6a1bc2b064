import {
  contentType,
  eventPackage,
  headerField,
  method,
  optionTag,
  serverVersion,
  type Token,
  timer,
  token,
  userAgentCode,
} from '../../trace/tables';
import { type Explanation, sentences, worded } from '../explanation';

/** A method as it stands on the wire: methods are case-sensitive. RFC 3261 7.1. */
export function explainMethod(name: string): Explanation | undefined {
  const row = method(name);
  if (row === undefined) return undefined;
  return {
    title: `${row.method} (method)`,
    summary: worded(row.meaning, row.certainty),
    details: sentences(row.createsDialog && 'It can create a dialog.', !row.registered && 'Not registered with IANA.'),
    source: row.source,
  };
}

/** A header field by its name or compact form, in any case. */
export function explainHeaderField(name: string): Explanation | undefined {
  const row = headerField(name);
  if (row === undefined) return undefined;
  const isCompact = row.compactForm !== undefined && name.toLowerCase() === row.compactForm;
  return {
    title: isCompact ? `${name}: compact form of ${row.name}` : `${row.name} (header field)`,
    summary: worded(row.meaning, row.certainty),
    details: sentences(
      row.compactForm !== undefined && !isCompact && `Compact form: ${row.compactForm}.`,
      row.where !== undefined && `Used in: ${row.where}.`,
    ),
    source: row.source,
  };
}

/** An option tag, in any case. */
export function explainOptionTag(tag: string): Explanation | undefined {
  const row = optionTag(tag);
  if (row === undefined) return undefined;
  return {
    title: `${row.tag} (option tag)`,
    summary: worded(row.meaning, row.certainty),
    details: sentences(row.ifAbsent !== undefined && `When a client does not offer it: ${row.ifAbsent}`),
    source: row.source,
  };
}

/** An event type, in any case. */
export function explainEventPackage(name: string): Explanation | undefined {
  const row = eventPackage(name);
  if (row === undefined) return undefined;
  return {
    title: `${name} (event package)`,
    summary: worded(row.meaning, row.certainty),
    details: [],
    source: row.source,
  };
}

/** A media type, in any case; parameters behind it do not count. */
export function explainContentType(mediaType: string): Explanation | undefined {
  const row = contentType(mediaType);
  if (row === undefined) return undefined;
  return {
    title: `${row.mediaType}: ${row.document}`,
    summary: worded(row.meaning, row.certainty),
    details: [],
    source: row.source,
  };
}

/** A timer by its letter or name (`F`, `T1`, `session-expires`), in any case. */
export function explainTimer(name: string): Explanation | undefined {
  const row = timer(name);
  if (row === undefined) return undefined;
  return {
    title: `Timer ${row.name}: ${row.value}`,
    summary: worded(row.meaning, row.certainty),
    details: sentences(row.inLogs !== undefined && `In logs: ${row.inLogs}`, `Applies to: ${row.appliesTo}.`),
    source: row.source,
  };
}

/** A product token of User-Agent (`OC` of `OC/2.0.6362.0`), in any case. */
export function explainUserAgent(code: string): Explanation | undefined {
  const row = userAgentCode(code);
  if (row === undefined) return undefined;
  return { title: `${row.code} (User-Agent)`, summary: `Sent by: ${row.product}.`, details: [], source: row.source };
}

/** A value of Server, as Microsoft's servers send it (`RTC/3.0`). */
export function explainServerVersion(value: string): Explanation | undefined {
  const row = serverVersion(value);
  if (row === undefined) return undefined;
  const summary = worded(`${row.product}.`, row.certainty);
  return { title: `${row.value} (Server)`, summary, details: [], source: row.source };
}

/** Where a word of each registry stands. */
const PLACES: Readonly<Record<Token['registry'], string>> = {
  'alertmsg-error': 'AlertMsg-Error',
  bandwidth: 'bandwidth of SDP',
  'candidate-type': 'ICE candidate',
  'content-disposition': 'Content-Disposition',
  'crypto-suite': 'SRTP crypto suite',
  'diversion-reason': 'reason of Diversion',
  'geolocation-error': 'Geolocation-Error',
  'info-package': 'INFO package',
  'media-transport': 'transport of an m-line',
  priority: 'Priority',
  privacy: 'Privacy',
  'reason-protocol': 'protocol of Reason',
  refresher: 'refresher of Session-Expires',
  'security-mechanism': 'security mechanism',
  setup: 'a=setup of SDP',
  'subscription-state': 'Subscription-State',
  'subscription-state-reason': 'reason of Subscription-State',
  transport: 'transport',
};

/** Names of all registries. */
export const TOKEN_REGISTRIES = Object.keys(PLACES) as readonly Token['registry'][];

/** A word where `registry` says that it stands, in any case. */
export function explainToken(registry: Token['registry'], value: string): Explanation | undefined {
  const row = token(registry, value);
  if (row === undefined) return undefined;
  return {
    title: `${row.value} (${PLACES[registry]})`,
    summary: worded(row.meaning, row.certainty),
    details: [],
    source: row.source,
  };
}
