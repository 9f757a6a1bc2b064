import { statusCode } from '../../trace/tables';
import { type Explanation, sentences, worded } from '../explanation';

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
      row.advice !== undefined && `What to do: ${row.advice}`,
      row.inDialog !== undefined && `To a request within a dialog: ${row.inDialog}`,
      row.atOcs !== undefined && `At Office Communications Server and its successors: ${row.atOcs}`,
      `Class: ${kind}.`,
      row.q850Cause !== undefined && `Gateways map it to Q.850 cause ${row.q850Cause} (RFC 3398).`,
      !row.registered && 'Not registered with IANA.',
    ),
    source: row.source,
  };
}
