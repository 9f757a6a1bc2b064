import { q850Cause, type TeamsCode, teamsCodes, warnCode } from '../../trace/tables';
import { type Explanation, sentences, worded } from '../explanation';

const Q850_SOURCE = 'ITU-T Q.850 https://www.itu.int/rec/T-REC-Q.850';

/** What the causes of a class are about; the class is the upper three of seven bits. ITU-T Q.850. */
const Q850_CLASSES = [
  'normal events',
  'normal events',
  'resources that are not available',
  'services or options that are not available',
  'services or options that are not implemented',
  'invalid messages',
  'protocol errors',
  'interworking between networks',
] as const;

/** A cause of the telephone network; one that no table holds is explained by its class. `undefined` outside of 1 to 127. */
export function explainQ850Cause(cause: number): Explanation | undefined {
  if (!Number.isInteger(cause) || cause < 1 || cause > 127) return undefined;
  const row = q850Cause(cause);
  if (row === undefined) {
    const first = Math.floor(cause / 16) * 16;
    return {
      title: `Q.850 cause ${cause}`,
      summary: `Not in the tables. Causes from ${Math.max(first, 1)} to ${first + 15} are about ${Q850_CLASSES[first / 16]}.`,
      details: [],
      source: Q850_SOURCE,
    };
  }
  return {
    title: `Q.850 cause ${cause}: ${row.name}`,
    summary: worded(row.meaning, row.certainty),
    details: sentences(
      row.advice !== undefined && `What to do: ${row.advice}`,
      row.sipStatus !== undefined && `Gateways make SIP status ${row.sipStatus} of it (RFC 3398).`,
    ),
    source: row.source,
  };
}

/** Ranges of warn-codes. RFC 3261 20.43. */
const WARN_RANGES = [
  { first: 300, last: 329, about: 'keywords in the session description' },
  { first: 330, last: 339, about: 'basic network services asked for in the session description' },
  { first: 370, last: 379, about: 'quantities (such as bandwidth) asked for in the session description' },
  { first: 390, last: 399, about: 'anything else' },
] as const;

/**
 * A warn-code of Warning. One that only an agent of Microsoft gives a meaning is explained for that agent; pass `agent`
 * as it stands on the wire to learn of another. One that no table holds is explained by its range.
 */
export function explainWarnCode(code: number, agent?: string): Explanation | undefined {
  const row = warnCode(code);
  const isOther = row?.agent !== undefined && agent !== undefined && agent.toLowerCase() !== row.agent;
  if (row === undefined || isOther) {
    const range = WARN_RANGES.find(({ first, last }) => first <= code && code <= last);
    if (range === undefined) return undefined;
    return {
      title: `Warning ${code}`,
      summary: `Not in the tables. Codes from ${range.first} to ${range.last} are about ${range.about}; go by the text.`,
      details: sentences(
        isOther && `At ${row?.agent} it means: ${row?.text}. This warning comes from another agent, though.`,
      ),
      source: 'RFC 3261 20.43',
    };
  }
  return {
    title: `Warning ${code}: ${row.text}`,
    summary: worded(row.meaning, row.certainty),
    details: sentences(
      row.advice !== undefined && `What to do: ${row.advice}`,
      row.agent !== undefined && `Only warnings of the agent ${row.agent} mean that.`,
      !row.registered && 'Not registered with IANA.',
    ),
    source: row.source,
  };
}

/**
 * A code of Teams Direct Routing. `status`, the status code of the response, picks the case where the code has several;
 * without it, or when none fits, all are told.
 */
export function explainTeamsCode(code: number, status?: number): Explanation | undefined {
  const all = teamsCodes(code);
  const fitting = all.filter((row) => row.statusCode === status);
  const rows = fitting.length > 0 ? fitting : all;
  const [first, ...others] = rows;
  if (first === undefined) return undefined;
  const one = others.length === 0;
  return {
    title: `Teams Direct Routing ${code} (${[...new Set(rows.map((row) => row.statusCode))].join(', ')})`,
    summary: one ? first.meaning : `It has ${rows.length} meanings; a word or a result code beside it tells which.`,
    details: one ? [`What to do: ${first.advice}`, ...subcodeOf(first)] : rows.map(caseOf),
    source: [...new Set(rows.map((row) => row.source))].join('; '),
  };
}

const subcodeOf = ({ subcode }: TeamsCode): string[] => (subcode === undefined ? [] : [`Subcode: ${subcode}.`]);

const caseOf = ({ statusCode, subcode, meaning, advice }: TeamsCode): string =>
  `${subcode === undefined ? `With status ${statusCode}` : `${statusCode} ${subcode}`}: ${meaning} ${advice}`;
