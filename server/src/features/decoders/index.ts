/**
 * What reads ASN.1 and XML, with the libraries that do it. Their code is evaluated when it is first asked for, so that
 * starting costs no time: the bundler puts the modules behind these `require`s into functions.
 */
declare const require: (path: string) => unknown;

export const asn1 = (): typeof import('./asn1') => require('./asn1') as typeof import('./asn1');

export const xml = (): typeof import('./xml') => require('./xml') as typeof import('./xml');
