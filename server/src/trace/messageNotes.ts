import { Uint32Column } from './text/columns';

/** Something that is worked out for single messages: a number each, worked out once. */
export class Note {
  /** The numbers + 1; 0 where nobody has asked. */
  readonly #column = new Uint32Column();

  /** What it is for message `index`; `workOut` is asked when nobody has asked for it before. */
  of(index: number, workOut: (index: number) => number): number {
    const noted = this.#column.at(index);
    if (noted > 0) return noted - 1;
    const value = workOut(index);
    this.#column.lengthen(index + 1);
    this.#column.set(index, value + 1);
    return value;
  }

  /** Of `before` messages the first `kept` and the last `moved` stay as they are; there are `now` of them from now on. */
  edit(before: number, kept: number, moved: number, now: number): void {
    if (this.#column.length <= kept) return;
    this.#column.lengthen(before);
    this.#column.splice(kept, before - moved, new Array<number>(now - kept - moved).fill(0));
  }
}

/**
 * What rules work out from nothing but the text of single messages. It stays valid for the messages that a change of the log
 * leaves as they are. Strings are numbers among the names of the store.
 */
export class MessageNotes {
  /** 1 where the header fields hold a token of a handshake. */
  readonly token = new Note();
  /** 1 where a challenge may say that only the nonce was too old. */
  readonly stale = new Note();
  /** What a 2xx to a REGISTER may say beside that it is accepted: a bit for each row of `msSignedInBut`. */
  readonly welcome = new Note();
  /** 1 where a challenge for NTLM or Kerberos has a Date. */
  readonly dated = new Note();
  /** Seconds that a REGISTER asks for, or a 2xx to one grants. */
  readonly granted = new Note();
  /** 1 where a REGISTER takes a registration away. */
  readonly takesAway = new Note();
  /** First address in Contact of a REGISTER or of a 2xx to one. */
  readonly contact = new Note();
  /** 1 where a 2xx to a REGISTER may list many contacts, or one device more than once. */
  readonly bindings = new Note();
  /** 1 where From and To of a REGISTER may be of two users. */
  readonly thirdParty = new Note();
  /** 1 where the message may hold a password or a key that everybody can read. */
  readonly secret = new Note();
  /** User and endpoint that the message comes from. */
  readonly sender = new Note();
  /** From and To. */
  readonly peers = new Note();
  /** User that a REGISTER is about. */
  readonly user = new Note();
  /** Endpoint that a REGISTER is about. */
  readonly endpoint = new Note();

  /** What the Subscription-State of a NOTIFY says, as a `SubscriptionNote`. */
  readonly subscription = new Note();
  /** 1 where a BYE has a Reason. */
  readonly reason = new Note();
  /** 1 where a 2xx to an INVITE or UPDATE has a Session-Expires. */
  readonly sessionExpires = new Note();

  /** As `Note.edit`, for all of them. */
  edit(before: number, kept: number, moved: number, now: number): void {
    for (const note of Object.values(this) as Note[]) note.edit(before, kept, moved, now);
  }
}
