import type { Call } from '../calls';
import type { FormatId } from '../formats/format';
import type { Message } from '../message';
import type { SignIn } from '../signIns';
import type { Span } from '../text/span';
import type { Trace } from '../trace';
import type { Transaction } from '../transactions';
import type { FindingContext } from './context';
import type { Sought } from './directory';
import type { Subjects } from './subjects';

/** As in the Problems panel, the worst first. */
export const SEVERITIES = ['error', 'warning', 'information', 'hint'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** A place that belongs to a finding, and what it shows there. */
export interface RelatedPlace {
  readonly span: Span;
  readonly message: string;
}

/** What a rule found, without what every finding of the rule shares. */
export interface Found {
  readonly span: Span;
  /** What happened, why, and what to do next. Plain text. */
  readonly message: string;
  /** The rule's own severity when left out. */
  readonly severity?: Severity;
  readonly related?: readonly RelatedPlace[];
  /** The message that failed: the response of a failure, the broken message. */
  readonly about: Message;
  /** ErrorId of [MS-OCER] that the finding rests on. */
  readonly msDiagnostics?: number | undefined;
  /** How many more of its kind the finding stands for: attempts that repeat, pings of a habit. */
  readonly more?: number;
  /**
   * What findings of one rule and severity share that are the same trouble over and over: the server that does not answer, the
   * number that does not exist. They become one, with the others as related places. Alone when left out.
   */
  readonly kind?: string;
  /** Responses that this finding explains; rules further down say nothing about them. `about` is always one. */
  readonly claims?: readonly Message[];
  /** What is there only because of what was found: claimed too, and listed as related places. */
  readonly follows?: readonly Message[];
}

/** A finding as it is shown: what was found and the rule that found it. */
export interface Finding extends Required<Omit<Found, 'claims' | 'follows' | 'msDiagnostics' | 'kind'>> {
  readonly code: string;
  readonly msDiagnostics: number | undefined;
  /** Section of the specification, as a stable public address. */
  readonly href: string;
  /** Indices of the messages that the others are about where the finding stands for several of one kind. */
  readonly others?: readonly number[];
}

/**
 * For whom a rule speaks: `troubleshoot` tells what failed and why, and is quiet on healthy logs; `conformance` adds what
 * breaks a specification without failing here.
 */
export type Profile = 'troubleshoot' | 'conformance';

/** What a person reads about a rule, beside its findings: its page, and what its setting says. Plain text, sentences in plain words. */
export interface RulePage {
  /** The finding in general, in a few words: `The server refuses the credentials`. */
  readonly title: string;
  /** What it means, what it rests on in the log, and when the rule stays silent. */
  readonly meaning: string;
  /** What to do next, in the order in which to try it. */
  readonly advice: string;
  /** A short log that gives this finding and no other error or warning; a test reads it. */
  readonly example: string;
}

interface RuleBase {
  /** The id of the rule: its file name in kebab-case, the `code` of its findings, and the key of its settings. */
  readonly code: string;
  readonly severity: Severity;
  /** `troubleshoot` when left out. */
  readonly profile?: Profile;
  readonly page: RulePage;
  /** Documents and sections that the rule rests on. */
  readonly source: string;
  /** The most telling of them as a stable public address. */
  readonly href: string;
}

/** A rule that says which messages it is about. */
interface ConcernedRule extends RuleBase {
  /** Methods, of requests and of what responses answer, that it looks at; all when left out. */
  readonly methods?: readonly string[];
  /** Kinds of messages that it looks at: bits of `KIND`; all when left out. */
  readonly kinds?: number;
  /** Formats of the records that it looks at; all when left out. */
  readonly formats?: readonly FormatId[];
  /** Whether the tables do not rule out that message `index`, one of these, matters to it: it reads next to no text. All do when left out. */
  mayConcern?(trace: Trace, index: number): boolean;
}

/** A rule that looks at single messages. */
export interface MessageRule extends ConcernedRule {
  readonly scope: 'message';
  find(message: Message, context: FindingContext): readonly Found[];
}

/** A rule that compares what stands under several Call-IDs: those that have a message which matters to it. */
export interface TraceRule extends ConcernedRule {
  readonly scope: 'trace';
  /** What Call-IDs share that are compared with each other, such as a user, as a number; when left out, all are compared. */
  groupOf?(trace: Trace, call: number): number;
  /** Gives `undefined` now and then where it looks at much, so that other work can be let in. */
  find(subjects: Subjects, context: FindingContext): Iterable<Found | undefined>;
}

/** A rule that looks at things which did not plainly go well, and says at which of them. */
interface SeekingRule extends RuleBase, Sought {}

/** Status codes of a class: `statusClass(3)` are 300 to 399. */
export const statusClass = (digit: number): readonly number[] =>
  Array.from({ length: 100 }, (_, rest) => digit * 100 + rest);

/** A rule looks at one thing at a time; `scope` says at what. */
export type Rule =
  | MessageRule
  | TraceRule
  /** Looks at transactions that failed: with a first final response from 400 on that is no challenge, one of `statuses`. */
  | (SeekingRule & {
      readonly scope: 'failed-transaction';
      find(transaction: Transaction, context: FindingContext): readonly Found[];
    })
  /** Looks at transactions without final response, other than those of requests that nobody answers. */
  | (RuleBase & {
      readonly scope: 'unanswered-transaction';
      find(transaction: Transaction, context: FindingContext): readonly Found[];
    })
  /** Looks at all transactions under a Call-ID, in the order of the log, where something did not plainly go well (`CallIdGroups`). */
  | (SeekingRule & {
      readonly scope: 'call-id';
      find(transactions: readonly Transaction[], context: FindingContext): readonly Found[];
    })
  /** Looks at the calls under such a Call-ID. */
  | (SeekingRule & { readonly scope: 'call'; find(call: Call, context: FindingContext): readonly Found[] })
  /** Looks at sign-ins under a Call-ID with a REGISTER that did not plainly end well. */
  | (SeekingRule & { readonly scope: 'sign-in'; find(signIn: SignIn, context: FindingContext): readonly Found[] });
