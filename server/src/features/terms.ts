import { rules } from '../trace/findings';
import { tableRows } from '../trace/tables';
import { CREDENTIAL_KINDS, explainTerm } from './explainTerm';
import type { Explanation } from './explanation';

/** Something that can be explained, for a list to choose from. */
export interface Term {
  /** What `explainTerm` takes; it means this thing and nothing else. */
  readonly term: string;
  /** Title of its explanation. */
  readonly title: string;
  /** The answer in a sentence or two. */
  readonly summary: string;
}

let built: readonly Term[] | undefined;

/** Everything that the tables and the rules explain, grouped by kind, what people ask for most first. Built when first asked for. */
export function terms(): readonly Term[] {
  built ??= termsOfTables().flatMap((term) => {
    const [explanation] = explainTerm(term);
    return explanation === undefined ? [] : [termOf(term, explanation)];
  });
  return built;
}

const termOf = (term: string, { title, summary }: Explanation): Term => ({ term, title, summary });

function termsOfTables(): string[] {
  return [
    ...tableRows.statusCodes().map(({ statusCode }) => `SIP ${statusCode}`),
    ...tableRows.msDiagnostics().map(({ id }) => `ms-diagnostics ${id}`),
    ...rules.map(({ code }) => `finding ${code}`),
    ...tableRows.methods().map(({ method }) => `method ${method}`),
    ...tableRows.headerFields().map(({ name }) => `header ${name}`),
    ...tableRows.optionTags().map(({ tag }) => `option tag ${tag}`),
    ...tableRows.eventPackages().map(({ name }) => `event ${name}`),
    ...tableRows.msParameters().map(({ name }) => `parameter ${name}`),
    ...tableRows.hresults().map(({ code }) => `HRESULT 0x${code.toString(16).toUpperCase()}`),
    ...tableRows.winsockErrors().map(({ code }) => `Winsock ${code}`),
    ...tableRows.iceFlags().map(({ bit }) => `ICEWarn 0x${bit.toString(16)}`),
    ...new Set(tableRows.teamsCodes().map(({ microsoftCode }) => `Teams ${microsoftCode}`)),
    ...tableRows.q850Causes().map(({ cause }) => `Q.850 ${cause}`),
    ...tableRows.warnCodes().map(({ code }) => `Warning ${code}`),
    ...tableRows.timers().map(({ name }) => `timer ${name}`),
    ...tableRows.sdpLines().map(({ type }) => `SDP line ${type}`),
    ...tableRows.sdpAttributes().map(({ name }) => `SDP attribute ${name}`),
    ...tableRows.payloadTypes().map(({ first }) => `PT ${first}`),
    ...tableRows.codecs().map(({ name }) => `codec ${name}`),
    ...tableRows.codecParameters().map(({ codec, parameter = '' }) => `fmtp ${codec} ${parameter}`.trim()),
    ...tableRows.contentTypes().map(({ mediaType }) => `media type ${mediaType}`),
    ...tableRows.tokens().map(({ registry, value }) => `${registry} ${value}`),
    ...tableRows.credentialTokens().map(({ kind, value }) => `${CREDENTIAL_KINDS[kind]} ${value}`),
    ...tableRows.tlsCodes().map(({ kind, code }) => `TLS ${kind} ${code}`),
    ...tableRows.xmlElements().map(({ document, element }) => `XML ${document}/${element}`),
    ...tableRows.parameters().map(({ key }) => key),
    ...tableRows.recordFields().map(({ name }) => `log field ${name}`),
    ...tableRows.traceFlags().map(({ name }) => `trace flag ${name}`),
    ...tableRows.userAgents().map(({ code }) => `User-Agent ${code}`),
    ...tableRows.serverVersions().map(({ value }) => `Server ${value}`),
  ];
}
