import { type CredentialToken, credentialToken } from '../../trace/tables';
import type { Explanation } from '../explanation';

/** Where a word or a number of each kind stands. */
const PLACES: Readonly<Record<CredentialToken['kind'], string>> = {
  algorithm: 'algorithm of Digest',
  'cipher-suite': 'TLS cipher suite',
  digest: 'parameter of Digest',
  'kerberos-encryption': 'encryption type of Kerberos',
  'kerberos-error': 'error of Kerberos',
};

/** A word or a number in credentials, in any case. */
export function explainCredentialToken(kind: CredentialToken['kind'], value: string): Explanation | undefined {
  const row = credentialToken(kind, value);
  if (row === undefined) return undefined;
  const summary = /[.!?]$/.test(row.meaning) ? row.meaning : `${row.meaning}.`;
  return { title: `${row.value} (${PLACES[kind]})`, summary, details: [], source: row.source };
}
