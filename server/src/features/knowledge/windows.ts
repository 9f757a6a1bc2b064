import { hresult, iceFlags, recordField, type TlsCode, tlsCode, traceFlag, winsockError } from '../../trace/tables';
import { type Explanation, sentences, worded } from '../explanation';

/**
 * A Windows result code such as `0xC3E93EC3(SIP_E_AUTH_UNAUTHORIZED)`. One that wraps a Windows socket error
 * (`0x8007274C`) is explained by that. [MS-ERREF] 2.1.2.
 */
export function explainHresult(code: string): Explanation | undefined {
  const row = hresult(code);
  if (row === undefined) return explainWrapped(code);
  return {
    title: `${hexadecimal(row.code)} ${row.name}`,
    summary: row.meaning,
    details: sentences(row.advice !== undefined && `What to do: ${row.advice}`),
    source: row.source,
  };
}

function explainWrapped(code: string): Explanation | undefined {
  const [, digits] = /^\s*0x8007([\da-f]{4})(?![\da-f])/i.exec(code) ?? [];
  const row = digits === undefined ? undefined : winsockError(Number.parseInt(digits, 16));
  if (row === undefined) return undefined;
  return {
    title: `${hexadecimal(0x80070000 + row.code)} ${row.name}`,
    summary: row.meaning,
    details: sentences(
      row.advice !== undefined && `What to do: ${row.advice}`,
      `It wraps the Windows socket error ${row.code}.`,
    ),
    source: `${row.source}; [MS-ERREF] 2.1.2`,
  };
}

/** A Windows socket error (10000 to 11999). */
export function explainWinsockError(code: number): Explanation | undefined {
  const row = winsockError(code);
  if (row === undefined) return undefined;
  return {
    title: `${row.code} ${row.name} (Windows socket error)`,
    summary: row.meaning,
    details: sentences(row.advice !== undefined && `What to do: ${row.advice}`),
    source: row.source,
  };
}

/**
 * A value of ICEWarn (0 to 0xFFFFFFFF) by the flags that are set in it; those that are no usual part of a working call
 * come first.
 */
export function explainIceWarn(value: number): Explanation | undefined {
  if (!Number.isInteger(value) || value < 0 || value > 0xffffffff) return undefined;
  const title = `ICEWarn 0x${value.toString(16)}`;
  if (value === 0) {
    return {
      title,
      summary: 'No flag is set: finding a way for the media worked, or ICE was not used.',
      details: [],
      source: ICE_SOURCE,
    };
  }
  const flags = iceFlags(value);
  const unknown = flags.reduce((rest, { bit }) => rest - bit, value);
  const sorted = (['no', 'maybe', 'yes'] as const).flatMap((expected) =>
    flags.filter((flag) => flag.expected === expected),
  );
  const faults = flags.filter(({ expected }) => expected === 'no').length;
  const single = flags.length === 1 && unknown === 0 ? flags[0] : undefined;
  return {
    title,
    summary:
      single?.meaning ??
      `${flags.length} known flags tell how finding a way for the media went; ${
        faults === 0 ? 'all of them also occur in calls that work' : `${faults} of them should not be set`
      }.`,
    details: [
      ...(single === undefined
        ? sorted.map(
            ({ bit, meaning, advice, expected }) =>
              `0x${bit.toString(16)}: ${meaning}${expected === 'yes' ? ' Also set in calls that work.' : advice === undefined ? '' : ` ${advice}`}`,
          )
        : sentences(
            single.advice !== undefined && `What to do: ${single.advice}`,
            single.expected === 'yes' && 'Also set in calls that work.',
          )),
      ...(unknown === 0 ? [] : [`0x${unknown.toString(16)}: not documented.`]),
    ],
    source: flags[0]?.source ?? ICE_SOURCE,
  };
}

const ICE_SOURCE = 'ICE warning flags https://ucsorted.com/2013/09/28/ice-protocol-warnings/';

/** A level or a flag in front of a log entry (`TF_PROTOCOL`). */
export function explainTraceFlag(name: string): Explanation | undefined {
  const row = traceFlag(name);
  if (row === undefined) return undefined;
  return {
    title: `${row.name} (${row.kind === 'level' ? 'trace level' : 'trace flag'})`,
    summary: worded(row.meaning, row.certainty),
    details: [],
    source: row.source,
  };
}

/** A line that a Microsoft server writes beside the message (`Peer`, `$$end_record`), in any case. */
export function explainRecordField(name: string): Explanation | undefined {
  const row = recordField(name);
  if (row === undefined) return undefined;
  return {
    title: `${row.name} (of the log, not of the message)`,
    summary: worded(row.meaning, row.certainty),
    details: [],
    source: row.source,
  };
}

const TLS_KINDS = { alert: 'TLS alert', handshake: 'TLS handshake message', record: 'TLS record' } as const;

/** A number of TLS. */
export function explainTlsCode(kind: TlsCode['kind'], code: number): Explanation | undefined {
  const row = tlsCode(kind, code);
  if (row === undefined) return undefined;
  return { title: `${TLS_KINDS[kind]} ${code}: ${row.name}`, summary: row.meaning, details: [], source: row.source };
}

const hexadecimal = (code: number): string => `0x${code.toString(16).toUpperCase().padStart(8, '0')}`;
