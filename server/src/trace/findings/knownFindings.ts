import type { Change } from '../rereading';
import { NONE } from '../store';
import type { Span } from '../text/span';
import type { Trace } from '../trace';
import { FindingContext } from './context';
import type { Asked } from './guards';
import type { Finding } from './rule';

/** What the findings of a log rest on beside the messages of the calls that they are about. */
export interface Grounds {
  /** Numbers of the Call-IDs that rules looked at. */
  readonly calls: ReadonlySet<number>;
  /** Users, in lower case as numbers among the names, whose other sign-ins rules asked for. */
  readonly users: ReadonlySet<number>;
  /** Answers of guards about single messages. */
  readonly asked: readonly Asked[];
  readonly isOneSided: boolean;
  /** Whether a rule asked something of the log as a whole that any message can change. */
  readonly restsOnAll: boolean;
}

/** Methods that rules ask about in other calls than the one at hand: pings, subscriptions, renewals. */
const ASKED_ABOUT = ['OPTIONS', 'SUBSCRIBE', 'REGISTER'];

/** A finding with the index of its message: it outlives the trace that it was found in. */
type Kept = Omit<Finding, 'about'> & { readonly about: number };

/** What was found in a log, kept while the log changes where nothing of it lies. */
export class KnownFindings {
  constructor(
    readonly findings: readonly Kept[],
    readonly grounds: Grounds,
    /** Ids of the rules that were not looked for. */
    readonly leftOut: ReadonlySet<string>,
  ) {}

  static from(findings: readonly Finding[], grounds: Grounds, leftOut: ReadonlySet<string>): KnownFindings {
    const kept = findings.map(({ about, ...finding }) => ({ ...finding, about: about.index }));
    return new KnownFindings(kept, grounds, leftOut);
  }

  /** The findings, for the trace that they were found in or kept for. */
  of(trace: Trace): Finding[] {
    return this.findings.map((finding) => ({ ...finding, about: trace.messageAt(finding.about) }));
  }

  /** The same for the log of `trace`, which is this one changed; `undefined` where it has to be searched again. */
  after(trace: Trace, change: Change, mayConcern: (index: number) => boolean): KnownFindings | undefined {
    if (this.grounds.restsOnAll || this.#concerns(trace, change, mayConcern)) return undefined;
    const { edit, kept, moved } = change;
    const delta = edit.length - (edit.end - edit.start);
    const further = trace.store.messageCount - moved - kept - change.gone.length;
    const indexOf = (index: number): number => (index < kept ? index : index + further);
    const context = new FindingContext(trace);
    const asked = this.grounds.asked.map((ground) => ({ ...ground, message: indexOf(ground.message) }));
    const isSame =
      context.isOneSided === this.grounds.isOneSided &&
      asked.every(({ message, ask, answer }) => ask(context, trace.messageAt(message)) === answer);
    const isTouched = ({ start, end }: Span): boolean => start <= edit.end && end >= edit.start;
    if (
      !isSame ||
      this.findings.some(({ span, related }) => isTouched(span) || related.some((at) => isTouched(at.span)))
    ) {
      return undefined;
    }
    const shifted = (span: Span): Span =>
      span.start < edit.start ? span : { start: span.start + delta, end: span.end + delta };
    const findings = this.findings.map((finding) => ({
      ...finding,
      span: shifted(finding.span),
      related: finding.related.map((place) => ({ ...place, span: shifted(place.span) })),
      about: indexOf(finding.about),
      ...(finding.others === undefined ? {} : { others: finding.others.map(indexOf) }),
    }));
    return new KnownFindings(findings, { ...this.grounds, asked }, this.leftOut);
  }

  /** Whether a message or record that came or went may have to do with a finding, be it one that is still to come. */
  #concerns(trace: Trace, change: Change, mayConcern: (index: number) => boolean): boolean {
    const { store } = trace;
    const { calls, users } = this.grounds;
    const { messages, records } = store;
    const askedAbout = new Set(ASKED_ABOUT.map((method) => store.names.numberOf(method)));
    const isOpen = (call: number, method: number): boolean => call === 0 || calls.has(call) || askedAbout.has(method);
    if (change.gone.some(({ call, method }) => isOpen(call, method))) return true;
    if (change.goneRecords.some((call) => calls.has(call))) return true;
    for (let index = change.kept; index < store.messageCount - change.moved; index++) {
      if (isOpen(messages.callId.at(index), messages.method.at(index)) || mayConcern(index)) return true;
    }
    const touched = new Set(change.gone.map(({ call }) => call));
    for (let index = change.kept; index < store.messageCount - change.moved; index++) {
      touched.add(messages.callId.at(index));
    }
    for (const call of touched) {
      // What stood behind its first message may stand first now.
      const first = trace.callIdGroups.firstMessageOf(call);
      if (!trace.callIdGroups.isPlain(call) || (first !== NONE && mayConcern(first))) return true;
    }
    // The first message behind the change has another one in front of it now.
    const behind = store.messageCount - change.moved;
    if (behind < store.messageCount && (calls.has(messages.callId.at(behind)) || mayConcern(behind))) return true;
    const register = store.names.numberOf('REGISTER');
    const registered = new Set(change.gone.filter(({ method }) => method === register).map(({ call }) => call));
    for (let index = change.kept; index < store.messageCount - change.moved; index++) {
      if (messages.method.at(index) === register) registered.add(messages.callId.at(index));
    }
    for (const call of registered) {
      if (!trace.registrations.endWell(call) || users.has(trace.registrations.userOf(call) ?? -1)) return true;
    }
    for (let index = change.keptRecords; index < store.recordCount - change.movedRecords; index++) {
      if (records.message.at(index) === NONE && calls.has(records.callId.at(index))) return true;
    }
    return false;
  }
}
