import { msDiagnosticId, msDiagnosticsRange, msParameter, statusCode } from '../../trace/tables';
import { type Explanation, sentences, worded } from '../explanation';

/** A parameter of Microsoft's header fields, in any case. */
export function explainMsParameter(name: string): Explanation | undefined {
  const row = msParameter(name);
  if (row === undefined) return undefined;
  return {
    title: `${row.name} (parameter)`,
    summary: worded(row.meaning, row.certainty),
    details: [`Used in: ${row.usedIn}.`],
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
    const gateway = explainGatewayStatus(id);
    if (gateway !== undefined) return gateway;
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
      row.isNews === true && 'Nothing is wrong: this is news.',
      row.advice !== undefined && `What to do: ${worded(row.advice, row.adviceCertainty ?? 'known')}`,
      row.seenAs !== undefined && `Seen in the field as: ${row.seenAs}`,
      row.whatHelped !== undefined && `What helped others: ${row.whatHelped}`,
      `Set by: ${row.component}.`,
      row.carriedBy !== undefined && `Usually comes with: ${row.carriedBy}.`,
      row.otherReasons !== undefined && `Other versions word it: ${row.otherReasons}`,
    ),
    source: sentences(row.source, row.experienceSource).join('; '),
  };
}

/**
 * The Mediation Server numbers the answers of gateways 10000 + status code: the ids that the specification lists between
 * 10400 and 10699 without a text are those of status codes.
 */
function explainGatewayStatus(id: number): Explanation | undefined {
  const status = id >= 10400 && id <= 10699 ? statusCode(id - 10000) : undefined;
  if (status === undefined) return undefined;
  return {
    title: `ms-diagnostics ${id}`,
    summary: `Likely: the gateway answered the Mediation Server with SIP status ${status.statusCode} ${status.reasonPhrase}.`,
    details: sentences(
      `That status means: ${status.meaning}`,
      status.advice !== undefined && `What to do: ${status.advice}`,
      'Set by: Mediation Server.',
    ),
    source: `[MS-OCER] 9.3.2 https://learn.microsoft.com/en-us/openspecs/office_protocols/ms-ocer/0e9d670e-8d49-4851-9652-c0f143c05438; ${status.source}`,
  };
}
