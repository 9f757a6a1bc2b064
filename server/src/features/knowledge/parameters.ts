import { headerField, msParameter, parameter, parametersNamed, type Token, token } from '../../trace/tables';
import { type Explanation, sentences, worded } from '../explanation';

/**
 * A parameter of header field `key` (lower case, or `uri`), or one that Microsoft adds there; `undefined` when nothing
 * is known about it. The same name may mean something else in another header field.
 */
export function explainParameter(key: string, name: string): Explanation | undefined {
  const where = key === 'uri' ? 'a URI' : (headerField(key)?.name ?? key);
  const row = parameter(key, name);
  if (row !== undefined) {
    return {
      title: `${name} (parameter of ${where})`,
      summary: worded(row.meaning, row.certainty),
      details: sentences(!row.registered && 'Not registered with IANA.'),
      source: row.source,
    };
  }
  const added = msParameter(name);
  if (!added?.usedIn.split(', ').some((user) => user.toLowerCase() === key)) return undefined;
  return {
    title: `${added.name} (parameter of ${where})`,
    summary: worded(added.meaning, added.certainty),
    details: [],
    source: added.source,
  };
}

/**
 * What `term` is as a parameter: `via;branch`, `uri;lr`, or a value as in `uri;opaque=user:epid`; a bare name stands for that
 * parameter in each header field that has it. Empty when no table holds it.
 */
export function explainParameterTerm(term: string): Explanation[] {
  const semicolon = term.indexOf(';');
  if (semicolon === -1) {
    return parametersNamed(term).flatMap(({ key }) => explainParameterTerm(key));
  }
  const key = term.slice(0, semicolon).trim().toLowerCase();
  const explanation = explainParameter(key, term.slice(semicolon + 1).trim());
  return explanation === undefined ? [] : [explanation];
}

/** What value `value` of a parameter means; `undefined` when no table has it. The longest beginning up to a colon counts. */
export function parameterValueMeaning(key: string, name: string, value: string): string | undefined {
  const registry = REGISTRIES.get(`${key};${name.toLowerCase()}`);
  const word = registry && token(registry, value);
  if (word !== undefined) return worded(word.meaning, word.certainty);
  for (let end = value.length; end > 0; end = value.lastIndexOf(':', end - 1)) {
    const row = parameter(key, name, value.slice(0, end));
    if (row !== undefined) return worded(row.meaning, row.certainty);
  }
  return undefined;
}

/** Where the words stand that a parameter may hold. */
const REGISTRIES: ReadonlyMap<string, Token['registry']> = new Map([
  ['diversion;reason', 'diversion-reason'],
  ['subscription-state;reason', 'subscription-state-reason'],
  ['session-expires;refresher', 'refresher'],
]);
