/**
 * What reads ASN.1 and XML, with the libraries that do it. Their code is loaded when it is first asked for, so that starting
 * costs no time: in Node each is a bundle of its own beside `server.js`; a worker holds them in functions.
 */
declare const require: (path: string) => unknown;

export const asn1 = (): typeof import('./asn1') => require('./asn1') as typeof import('./asn1');

export const xml = (): typeof import('./xml') => require('./xml') as typeof import('./xml');
