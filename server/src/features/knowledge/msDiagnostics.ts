import { msDiagnosticId, msDiagnosticsRange, msParameter } from '../../trace/tables';
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
