// Refusals are values: what a rule answers when the world is well but the answer is no.

/** A refusal with its stable reason code and, where a person needs them, figures for the text (never a secret). */
export type Refused<Reason extends string> = {
  readonly kind: 'refused';
  readonly reason: Reason;
  readonly figures?: Readonly<Record<string, string | number>>;
};

export type Done<T> = { readonly kind: 'done'; readonly value: T };

export type Outcome<T, Reason extends string> = Done<T> | Refused<Reason>;

export function done<T>(value: T): Done<T> {
  return { kind: 'done', value };
}

export function refused<Reason extends string>(reason: Reason, figures?: Readonly<Record<string, string | number>>): Refused<Reason> {
  return figures === undefined ? { kind: 'refused', reason } : { kind: 'refused', reason, figures };
}
