import { type SdpLine as SdpLineRow, token } from '../../../trace/tables';
import { printable } from '../../../trace/text/printable';
import { textOf } from '../../../trace/text/span';
import { utcText } from '../../clock';
import type { Inline } from '../../richText';
import { type Answer, counted, factsOf, grouped, sourcesOf } from '../answer';
import { shownValue } from '../shownValue';
import { addressFact, addressSource } from './addressFacts';
import { streamFacts } from './mediaLine';
import type { SdpContext } from './sdpHover';

/** A line that is neither m= nor a=. */
export function sessionLineAnswer(context: SdpContext, row: SdpLineRow, words: readonly string[]): Answer {
  const title = `${row.type}= (SDP: ${row.name})`;
  const answer = { title, summary: row.meaning, source: row.source };
  const shown = shownValue(textOf(context.text, context.line.value));
  switch (row.type) {
    case 'v':
      return {
        ...answer,
        summary: `Here a session description begins: ${counted(context.sdp.media.length, 'stream')} of media. ${row.meaning}`,
        facts: factsOf(
          shown !== '0' && ['Here: ', { code: shown }, ', which is no version of SDP.'],
          ...streamFacts(context),
        ),
      };
    case 'o':
      return originAnswer(answer, words);
    case 'c':
      return connectionAnswer(answer, words);
    case 'b':
      return bandwidthAnswer(answer, shown);
    case 't':
      return timingAnswer(answer, words);
    case 'k':
      return { ...answer, facts: [[`Method: ${methodOfKey(shown)}. The key is not shown.`]] };
    case 's':
      return { ...answer, facts: shown === '' || shown === '-' ? [] : [item('Name', shown)] };
    default:
      return { ...answer, facts: shown === '' ? [] : [item('Here', shown)] };
  }
}

const item = (label: string, value: string): Inline[] => [`${label}: `, { code: shownValue(value) }];

/** `clear:`, `base64:`, `uri:`, `prompt`: the method is no secret, what follows is. */
const methodOfKey = (value: string): string => /^(clear|base64|uri|prompt)\b/i.exec(value)?.[1] ?? 'unknown';

function originAnswer(answer: Answer, words: readonly string[]): Answer {
  const address = words.at(-1) ?? '';
  if (words.length < 6) {
    return {
      ...answer,
      facts: [
        ['It should have six words: user, session id, version, IN, IP4 or IP6, address. The log may have cut it.'],
      ],
    };
  }
  const [user = '', session = '', version = ''] = words.slice(-6);
  return {
    ...answer,
    facts: factsOf(
      user === '-' ? 'User: none given' : item('User', words.slice(0, -5).join(' ')),
      item('Session', session),
      [...item('Version', version), '. The same number as before means that nothing has changed.'],
      item('Address', address),
      addressFact(address),
    ),
    source: sourcesOf(answer.source, addressSource(address)),
  };
}

function connectionAnswer(answer: Answer, words: readonly string[]): Answer {
  const [, family = '', whole = ''] = words;
  if (whole === '') {
    return { ...answer, facts: [['It should have three words: IN, IP4 or IP6, address. The log may have cut it.']] };
  }
  const [address = '', ...rest] = whole.split('/');
  // IPv4 has a lifetime in front of the count, IPv6 only the count. RFC 8866 5.7.
  const [lifetime, count] = /^ip6$/i.test(family) ? [undefined, rest[0]] : rest;
  const isHold = address === '0.0.0.0';
  return {
    ...answer,
    summary: isHold
      ? 'On hold, the old way: 0.0.0.0 asks the other side to send nothing.'
      : ['Media are to be sent to ', { code: printable(address) }, '.'],
    facts: factsOf(
      isHold
        ? 'Newer products say a=sendonly or a=inactive instead. With ICE it may also be a place holder.'
        : addressFact(address),
      lifetime !== undefined && `Lifetime of multicast packets (TTL): ${printable(lifetime, 10)}`,
      count !== undefined && `Addresses in a row: ${printable(count, 10)}`,
      'It counts for all media behind it that have no c= line of their own.',
    ),
    source: sourcesOf(answer.source, isHold ? 'RFC 3264 8.4' : addressSource(address)),
  };
}

function bandwidthAnswer(answer: Answer, shown: string): Answer {
  const [, kind = '', amount = ''] = /^([^:\s]+):\s*(\d{1,12})/.exec(shown) ?? [];
  if (kind === '') return answer;
  const row = token('bandwidth', kind);
  const unit = /^(tias|rs|rr)$/i.test(kind) ? 'bit/s' : 'kbit/s';
  const facts: Inline[][] =
    row === undefined
      ? [['The word ', { code: kind }, ' is not known here. Such lines are ignored.']]
      : [[`${row.value}: ${row.meaning}`]];
  return {
    ...answer,
    summary: row === undefined ? answer.summary : `${row.value}: ${grouped(Number(amount))} ${unit}.`,
    facts: Number(amount) === 0 && /^(rs|rr)$/i.test(kind) ? [...facts, ['0 switches these reports off.']] : facts,
    source: sourcesOf(row?.source, answer.source),
  };
}

/** Seconds between 1900-01-01 and 1970-01-01: times of SDP are those of NTP. */
const NTP_EPOCH = 2_208_988_800;

function timingAnswer(answer: Answer, [start = '', stop = '']: readonly string[]): Answer {
  if (start === '0' && stop === '0') {
    return { ...answer, summary: 'From now, without end: what calls always say.' };
  }
  return { ...answer, facts: factsOf(`Begins: ${ntpTime(start)}`, `Ends: ${ntpTime(stop)}`) };
}

function ntpTime(word: string): string {
  if (word === '0') return 'not given';
  const seconds = /^\d{1,12}$/.test(word) ? Number(word) - NTP_EPOCH : Number.NaN;
  const date = new Date(seconds * 1000);
  return Number.isNaN(date.getTime()) ? `${printable(word, 40)}, which is no time` : utcText(date.toISOString());
}
