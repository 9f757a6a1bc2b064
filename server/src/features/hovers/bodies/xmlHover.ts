import { xmlElement } from '../../../trace/tables';
import { printable } from '../../../trace/text/printable';
import { touches } from '../../../trace/text/span';
import { xml } from '../../decoders';
import type { XmlDocument, XmlElement } from '../../decoders/xml';
import { worded } from '../../explanation';
import { xmlElementTitle } from '../../knowledge';
import type { Inline } from '../../richText';
import { answerBlocks, counted, factsOf, sourcesOf } from '../answer';
import type { BodyContext } from '../bodyHover';
import type { HoverText } from '../hoverText';
import { shownValue } from '../shownValue';
import { documentBlocks } from './document';

/** The element at the cursor, or the document where nothing is known of the element. */
export function xmlHover(context: BodyContext): HoverText {
  const { message, entity, offset } = context;
  const { start } = entity.body;
  const document = xml().readXml(message.slice(entity.body));
  const [root] = document.elements;
  const at = offset - start;
  const whole = (facts: readonly (readonly Inline[])[] = []): HoverText => ({
    span: entity.body,
    blocks: documentBlocks(context, documentParts(document, root, facts)),
  });
  if (root === undefined) return whole();
  if (at > document.readTo) return whole();
  const element = elementAt(document, at);
  if (element === undefined || element === root) return whole();
  const row = xmlElement(root.name, element.name);
  if (row === undefined) {
    const known = ancestors(document, element).find(
      (one) => one !== root && xmlElement(root.name, one.name) !== undefined,
    );
    const knownRow = known && xmlElement(root.name, known.name);
    const unknown: Inline[] = ['The element ', { code: printable(element.name, 60) }, ' itself is not known here.'];
    if (known === undefined || knownRow === undefined) return whole([unknown]);
    return {
      span: { start: start + element.start, end: start + element.tagEnd },
      blocks: answerBlocks({
        title: `<${printable(element.name, 60)}> (XML element)`,
        summary: [
          'This element is not known here. It stands in ',
          { code: `<${printable(known.name, 60)}>` },
          `: ${worded(knownRow.meaning, knownRow.certainty)}`,
        ],
        facts: factsOf(pathFact(document, element), faultFact(document)),
        source: knownRow.source,
      }),
    };
  }
  const state = availabilityOf(element);
  return {
    span: { start: start + element.start, end: start + (element.text.trim() === '' ? element.tagEnd : element.end) },
    blocks: answerBlocks({
      title: xmlElementTitle(row),
      summary: state === undefined ? worded(row.meaning, row.certainty) : state,
      facts: factsOf(
        state === undefined ? valueFact(element) : worded(row.meaning, row.certainty),
        ...attributeFacts(element),
        pathFact(document, element),
        context.place !== '' && context.place,
        faultFact(document),
      ),
      source: sourcesOf(row.source),
    }),
  };
}

function documentParts(document: XmlDocument, root: XmlElement | undefined, facts: readonly (readonly Inline[])[]) {
  const row = root && xmlElement(root.name, root.name);
  return {
    ...(row === undefined ? {} : { summary: worded(row.meaning, row.certainty), source: row.source }),
    facts: factsOf(
      ...facts,
      root === undefined
        ? 'There is no XML in it that can be read.'
        : [
            'Outermost element: ',
            { code: printable(root.name, 60) },
            `, ${counted(document.elements.length, 'element')} in all`,
          ],
      ...(root === undefined ? [] : attributeFacts(root)),
      faultFact(document),
    ),
  };
}

/** The innermost element whose tags or content touch `at`. */
function elementAt({ elements }: XmlDocument, at: number): XmlElement | undefined {
  let found: XmlElement | undefined;
  for (const element of elements) {
    // Elements that begin later lie in those found before, or behind them.
    if (element.start > at) break;
    if (
      touches({ start: element.start, end: element.end }, at) &&
      (found === undefined || element.start < at || found.end <= at)
    )
      found = element;
  }
  return found;
}

function ancestors({ elements }: XmlDocument, element: XmlElement): XmlElement[] {
  const around: XmlElement[] = [];
  for (let one = elements[element.parent]; one !== undefined; one = elements[one.parent]) around.push(one);
  return around;
}

/** `presence / tuple / status`; the outer part of a long way is left out. */
function pathFact(document: XmlDocument, element: XmlElement): Inline[] {
  const names = ancestors(document, element)
    .map(({ name }) => printable(name, 40))
    .reverse();
  const shown = names.length > 6 ? ['…', ...names.slice(-6)] : names;
  return ['Stands in: ', { code: shown.join(' / ') }];
}

/** Names of what may prove something, in whatever spelling. */
const SECRET = /pass|pwd|\bpw\b|secret|key|token|ticket|credential|pin$|auth|cookie|signature|cert|hash|nonce/i;

function valueFact(element: XmlElement): Inline[] | false {
  const value = element.text.trim();
  if (value === '' || SECRET.test(element.name)) return false;
  return ['Here: ', { code: shownValue(value) }];
}

/** Ranges of availability numbers. https://learn.microsoft.com/en-us/lync/schema/state-availability-element */
const AVAILABILITIES: readonly (readonly [from: number, name: string])[] = [
  [18000, 'offline'],
  [15000, 'away'],
  [12000, 'be right back'],
  [9000, 'do not disturb'],
  [7500, 'busy and idle'],
  [6000, 'busy'],
  [4500, 'available and idle'],
  [0, 'available'],
];

/** `15500: away.` of an availability of Microsoft presence; `undefined` for any other element. */
function availabilityOf({ name, text }: XmlElement): Inline[] | undefined {
  const value = text.trim();
  if (name !== 'availability' || !/^\d{1,6}$/.test(value)) return undefined;
  const found = AVAILABILITIES.find(([from]) => Number(value) >= from);
  return [{ code: value }, `: ${found?.[1] ?? 'unknown'}.`];
}

/** Attributes that say what the element is about; declarations of names and what may be a secret are left out. */
function attributeFacts({ attributes }: XmlElement): Inline[][] {
  return attributes
    .filter(
      ({ name, value }) =>
        !name.startsWith('xmlns') && !name.startsWith('xsi:schema') && value !== '' && !SECRET.test(name),
    )
    .slice(0, 8)
    .map(({ name, value }) => [`${printable(name, 40)}: `, { code: shownValue(value) }]);
}

const faultFact = ({ fault }: XmlDocument): string | false =>
  fault !== undefined &&
  `The document is not well formed (character ${fault.at}: ${printable(fault.what.replace(/\.$/, ''), 80)}). The log may have cut it.`;
