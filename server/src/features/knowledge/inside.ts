import {
  type CredentialToken,
  codecParameter,
  credentialToken,
  type XmlElement,
  xmlElementIn,
} from '../../trace/tables';
import { type Explanation, worded } from '../explanation';

/** A parameter of a codec in a=fmtp: `opus useinbandfec`, or the codec alone for a value without a name. */
export function explainCodecParameter(words: string): Explanation | undefined {
  const [codec = '', parameter = ''] = words.split(' ');
  const row = codecParameter(codec, parameter);
  return (
    row && {
      title: `${row.parameter === undefined ? 'a=fmtp' : row.parameter} (parameter of ${row.codec})`,
      summary: row.meaning,
      details: [],
      source: row.source,
    }
  );
}

const KINDS: Readonly<Record<CredentialToken['kind'], string>> = {
  algorithm: 'algorithm of Digest',
  'cipher-suite': 'cipher suite of TLS',
  digest: 'parameter of Digest',
  'kerberos-encryption': 'encryption type of Kerberos',
  'kerberos-error': 'error of Kerberos',
};

/** A word or a number in credentials and the tokens inside of them. */
export function explainCredentialToken(kind: CredentialToken['kind'], value: string): Explanation | undefined {
  const row = credentialToken(kind, value);
  return (
    row && {
      title: `${row.value} (${KINDS[kind]})`,
      summary: /[.!?)]$/.test(row.meaning) ? row.meaning : `${row.meaning}.`,
      details: [],
      source: row.source,
    }
  );
}

/** `<basic> in <presence> (XML element)`. */
export const xmlElementTitle = ({ document, element }: XmlElement): string =>
  `<${element}>${document === '*' ? '' : ` in <${document}>`} (XML element)`;

/** An element of an XML document: `presence/basic`; a star for the document where it may stand in several. */
export function explainXmlElement(path: string): Explanation | undefined {
  const [document = '', element = ''] = path.split('/');
  const row = xmlElementIn(document, element);
  return (
    row && {
      title: xmlElementTitle(row),
      summary: worded(row.meaning, row.certainty),
      details: [],
      source: row.source,
    }
  );
}
