// What several rules of the grammar are made of. Every expression here takes time linear in the length of the line: what
// repeats is bounded, possessive or of characters that cannot be what follows.

/** Regular expressions as they stand, with others filled in. */
export const re = String.raw;

/** Methods of specifications and of Microsoft. Others are extension methods. */
export const METHODS = alternatives(
  'ACK|BENOTIFY|BYE|CANCEL|INFO|INVITE|MESSAGE|NEGOTIATE|NOTIFY|OPTIONS|PRACK|PUBLISH|QAUTH|REFER|REGISTER|SERVICE|SPRACK|SUBSCRIBE|UPDATE',
);

export const SCHEMES = '(?i:sips?|tel|urn|im|pres|xmpp|https?)';

const STATUS_LINE = re`SIP/\d\.\d +\d{3}(?!\d)`;
const REQUEST = re`${METHODS} +${SCHEMES}:`;

/** Where a start-line stands for sure. */
export const START = `(?:(?=[A-Z])(?:${STATUS_LINE}|${REQUEST}))`;

/** A whole request-line, of any method, and what is left of its line is not of it. RFC 3261 7.1. */
export const ANY_REQUEST_LINE = re`[A-Za-z][\w.!%*+${'`'}'~-]*+ +[^\s:]+:.*? SIP/\d\.\d`;

/** Colours of a terminal, with the escape itself or as some programs show it. */
export const ANSI = re`(?:\x1b|\^\[)\[[\d;]*[mK]`;

/** A word that ends before any of `others`, before the two dots of a joint, and before a dot that ends the line (ngrep). */
export const word = (others) => re`(?:[^\s.^${others}]++|\.(?!\.|$))++`;

/** The end of a line: with the dot of ngrep for a carriage return, `^M`, colours of a terminal. */
export const END = re`(?>[ \t.]*)(?:\^M)?(?:${ANSI})?$`;

/** Between the lines of a message that stands on one line: syslog's escapes, ngrep's dots. */
export const JOINT = re`(?:#015#012|#015 ?|#012|\.\.)`;

/** A time of day, the date before it and the zone behind it. */
export const TIME = re`(?<![\w:])(?:(?:[A-Z][a-z]{2} ){2} ?\d{1,2} \d\d:\d\d:\d\d \d{4}|(?:\d{4}[-/.]\d\d[-/.]\d\d(?:T| {1,2}|\|)|\d{1,2}[-/.]\d{1,2}[-/.]\d{4}(?:T| |\||-)|(?:[A-Z][a-z]{2} )?[A-Z][a-z]{2} {1,2}\d{1,2},?(?: \d{4})?,? )?\d\d:\d\d:\d\d(?:[.,:]\d{1,9})?(?:Z|[+-]\d\d:?\d\d| (?:UTC|GMT|[CEMP][DES]T|CES?T))?)(?!\w|:\d)`;

/** Names of header fields that hardly anything but SIP uses, or that nobody would take for something else. */
const SIP_NAMES =
  'Accept-Contact|Accept-Resource-Priority|Additional-Identity|Alert-Info|Allow-Events|Answer-Mode|Attestation-Info|Authentication-Info|Call-ID|Call-Info|Cellular-Network-Info|Content-Disposition|Content-Encoding|Content-ID|Content-Language|Content-Length|Content-Type|CSeq|Diversion|Error-Info|Feature-Caps|Flow-Timer|Geolocation|Geolocation-Error|Geolocation-Routing|History-Info|Identity-Info|In-Reply-To|Info-Package|Max-Breadth|Max-Forwards|MIME-Version|Min-Expires|Min-SE|Origination-Id|Permission-Missing|Policy-Contact|Policy-ID|Priority-Share|Priority-Verstat|Priv-Answer-Mode|Proxy-Authenticate|Proxy-Authentication-Info|Proxy-Authorization|Proxy-Require|RAck|Record-Route|Recv-Info|Refer-Events-At|Refer-Sub|Refer-To|Referred-By|Reject-Contact|Relayed-Charge|Remote-Party-ID|Request-Disposition|Resource-Priority|Resource-Share|Response-Source|Restoration-Info|RSeq|Security-Client|Security-Server|Security-Verify|Service-Interact-Info|Service-Route|Session-Expires|Session-ID|SIP-ETag|SIP-If-Match|Subscription-State|Suppress-If-Match|Target-Dialog|Trigger-Consent|User-Agent|User-to-User|WWW-Authenticate';

/** Names that other logs use as well. */
const COMMON_NAMES =
  'Accept|Accept-Encoding|Accept-Language|Allow|Authorization|Contact|Date|Encryption|Event|Expires|From|Hide|Identity|Join|Organization|Path|Priority|Privacy|Reason|Replaces|Reply-To|Require|Retry-After|Route|Server|Subject|Supported|Timestamp|To|Unsupported|Via|Warning';

const EXTENSION_NAME = re`(?:X|P|AV|MS)-[A-Za-z][\w-]*+`;

/** Any name that SIP knows, in any case. */
export const KNOWN_NAME = re`(?i:${alternatives(`${SIP_NAMES}|${COMMON_NAMES}`)}|${EXTENSION_NAME})(?![\w-])`;

/** A name that SIP alone uses, with its colon. */
const SIP_FIELD = re`(?i:${alternatives(SIP_NAMES)}|${EXTENSION_NAME}) *:(?!:)`;

/** A header field that cannot be meant for anything but SIP: by its name or, for names of others, by its value too. */
const SURE_FIELD = re`(?:${SIP_FIELD}|(?:${[
  re`(?i:Via|v) *: *SIP */`,
  re`(?i:From|To|Contact|Route|Path|Reply-To|f|t|m|r|b) *:[^:]{0,120}?(?i:sips?|tel):`,
  re`(?i:Allow|Supported|Require|Unsupported|Accept-Encoding|Accept-Language|k|u) *: *(?:[\w.*;=-]+(?:, ?[\w.*;=-]+)*+)?${END}`,
  re`(?i:Accept|c) *: *\w+/[\w.+*-]`,
  re`(?i:Expires|Retry-After|Timestamp|l) *: *\d[\d.]*${END}`,
  re`(?i:Event|o) *: *(?:as-feature-event|call-info|check-sync|conference|consent|dialog|hold|kpml|line-seize|message-summary|presence|reg|refer|registration|resync|spirits|talk|ua-profile|vnd-|x-)`,
  re`(?i:Authorization) *: *(?:Digest|NTLM|Kerberos|TLS-DSK|Basic|Bearer) `,
  re`(?i:Date) *: *[A-Z][a-z]{2}, *\d`,
  re`(?i:Reason) *: *(?:SIP|Q\.850) *;`,
  re`(?i:Warning) *: *\d{3} `,
  re`(?i:Privacy) *: *(?:none|id|header|session|user|critical|history)`,
  re`(?i:Priority) *: *(?:non-urgent|normal|urgent|emergency)`,
  re`(?i:Replaces|Join) *: *\S+ *;`,
  re`(?:Server|Subject|Organization) *: \S`,
  re`i *: *[\w.+~%*!-]++(?:@\S+)?${END}`,
].join('|')}))`;

/** A line that can hardly be anything but SDP. RFC 8866. */
const SURE_SDP = re`(?:v=0|t=\d+ \d+|s=(?:-|session)?|[oc]=[^=]*?IN IP[46] \S+|b=(?:AS|CT|TIAS|RR|RS):\d+)${END}|o=\S+ \d+ \d+ IN |s=(?! )[\w .-]{1,40}$|m=(?:audio|video|application|message|image|text) \d|a=(?:(?:rtpmap|fmtp|rtcp|rtcp-fb|rtcp-xr|candidate|remote-candidates?|crypto|crypto-suite|fingerprint|setup|mid|msid|msid-semantic|group|ssrc|extmap|ice-\w+|ptime|minptime|maxptime|framerate|label|content|curr|des|conf|alt|direction|tool|T38\w+|silenceSupp|encryption|key-mgmt|X-?\w[\w-]*|x-\w[\w-]*):|(?:sendrecv|sendonly|recvonly|inactive|rtcp-mux|rtcp-rsize|ice-lite|end-of-candidates|nortpproxy)(?::|${END}))`;

/** A line of XML alone, and not an address in angle brackets. */
const SURE_XML = re`<(?!${SCHEMES}:)(?:\?xml |/[A-Za-z][\w:.-]*+ *>|[A-Za-z][\w:.-]*+(?: [^<>]*)?>[^<>]*</[\w:.-]+>|[A-Za-z][\w:.-]*+(?: +[\w:.-]+="[^"]*")*+ */?>${END})`;

/** What a line of a message begins with, among others: most words of other lines are told from it at once. */
export const MAYBE_FIELD = re`[A-Za-z][\w-]*+ *:|[vosctbma]=|<`;

/** A line of a message for sure. */
export const SURE_LINE = re`(?:${SURE_FIELD}|${SURE_SDP}|${SURE_XML})`;

/** Names as one expression that looks at each letter once: a name that is none fails at its first letter mostly. */
export function alternatives(names) {
  const build = (words) => {
    const byLetter = new Map();
    for (const word of words) if (word !== '') byLetter.set(word[0], [...(byLetter.get(word[0]) ?? []), word.slice(1)]);
    const branches = [...byLetter].map(([letter, rests]) => letter + build(rests));
    if (branches.length === 0) return '';
    const all = branches.length === 1 && !words.includes('') ? branches[0] : `(?:${branches.join('|')})`;
    return words.includes('') ? `${all}?` : all;
  };
  return build(names.split('|').sort());
}
