import {
  eventPackage,
  headerField,
  hresult,
  method,
  msDiagnosticId,
  msDiagnosticsRange,
  msParameter,
  optionTag,
  statusCode,
} from '../trace/tables';
import { type Explanation, sentences, worded } from './explanation';

const CLASSES: Readonly<Record<number, string>> = {
  1: 'provisional: the request is being worked on',
  2: 'success',
  3: 'redirection: the client has to try another address',
  4: 'client error: this server does not take the request as it is',
  5: 'server error: the server failed to fulfil a request that seems right',
  6: 'global failure: no server can fulfil the request',
};

/** A status code; one that no table holds is explained by its class. `undefined` outside of 100 to 699. */
export function explainStatusCode(code: number): Explanation | undefined {
  const kind = CLASSES[Math.floor(code / 100)];
  if (kind === undefined || !Number.isInteger(code)) return undefined;
  const row = statusCode(code);
  if (row === undefined) {
    const first = Math.floor(code / 100) * 100;
    return {
      title: String(code),
      summary: `Not a registered status code. A receiver treats it like ${first}: ${kind}.`,
      details: [],
      source: 'RFC 3261 8.1.3.2',
    };
  }
  return {
    title: `${code} ${row.reasonPhrase}`,
    summary: worded(row.meaning, row.certainty),
    details: sentences(
      `Class: ${kind}.`,
      row.q850Cause !== undefined && `Gateways map it to Q.850 cause ${row.q850Cause} (RFC 3398).`,
      !row.registered && 'Not registered with IANA.',
    ),
    source: row.source,
  };
}

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

export function explainHresult(code: string): Explanation | undefined {
  const row = hresult(code);
  if (row === undefined) return undefined;
  return {
    title: `0x${row.code.toString(16).toUpperCase().padStart(8, '0')} ${row.name}`,
    summary: row.meaning,
    details: sentences(row.advice !== undefined && `What to check: ${row.advice}`),
    source: row.source,
  };
}

/** A parameter of Microsoft's header fields. */
export function explainMsParameter(name: string): Explanation | undefined {
  const row = msParameter(name);
  if (row === undefined) return undefined;
  return {
    title: `${row.name} (parameter)`,
    summary: worded(row.meaning, row.certainty),
    details: [],
    source: row.source,
  };
}

/**
 * An ErrorId of ms-diagnostics. One that no table holds is explained by the component that owns its range; `undefined`
 * when nobody is known to own it.
 */
export function explainMsDiagnostics(id: number): Explanation | undefined {
  const row = msDiagnosticId(id);
  const range = msDiagnosticsRange(id);
  if (row === undefined) {
    if (range === undefined) return undefined;
    return {
      title: `ms-diagnostics ${id}`,
      summary: `Not documented in the tables. Numbers from ${range.first} to ${range.last} belong to: ${range.component}.`,
      details: ['Go by the reason on the wire and by the server that it names as source.'],
      source: range.source,
    };
  }
  return {
    title: `ms-diagnostics ${id}${row.reason === undefined ? '' : `: ${row.reason}`}`,
    summary: row.meaning,
    details: sentences(
      row.advice !== undefined && `What to check: ${worded(row.advice, row.adviceCertainty ?? 'known')}`,
      row.seenAs !== undefined && `Seen in the field as: ${row.seenAs}`,
      row.whatHelped !== undefined && `What helped others: ${row.whatHelped}`,
      `Set by: ${row.component}.`,
      row.carriedBy !== undefined && `Usually comes with: ${row.carriedBy}.`,
      row.otherReasons !== undefined && `Other versions word it: ${row.otherReasons}`,
    ),
    source: sentences(row.source, row.experienceSource).join('; '),
  };
}
