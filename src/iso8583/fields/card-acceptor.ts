// DE 43, card acceptor name and location: 25 characters name, 13 city, 2 country.

export type CardAcceptor = {
  readonly name: string;
  readonly city: string;
  /** ISO 3166-1 alpha-2, as it was sent. */
  readonly country: string;
};

/** Forty characters; undefined for anything else. */
export function readCardAcceptor(text: string): CardAcceptor | undefined {
  if (text.length !== 40) return undefined;
  return { name: text.slice(0, 25).trim(), city: text.slice(25, 38).trim(), country: text.slice(38).trim() };
}

/** Cuts what is too long: a name on a slip is cut as well. */
export function writeCardAcceptor({ name, city, country }: CardAcceptor): string {
  return `${name.slice(0, 25).padEnd(25)}${city.slice(0, 13).padEnd(13)}${country.slice(0, 2).padEnd(2)}`;
}
