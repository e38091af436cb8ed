// What an API key may do.

export const scopes = {
  'operations:read': 'see operations and their state',
  'operations:write': 'create and cancel operations',
  'customers:read': 'find customers and see the state of their tokens',
  'customers:write': 'tell of a number changed at an ATM and of joint holders',
  'cards:read': 'see card accounts, cards and why the issuer acted on them',
  'simulator:write': 'try authorisations, settlements and refunds without a network',
  'cards:write': 'issue, replace, suspend and cancel cards',
  'disputes:read': 'see disputes of card transactions',
  'disputes:write': 'open disputes and tell of the messages of the scheme',
  'clearing:read': 'see clearing files, reconciliations and rates of exchange',
  'clearing:write': "bring clearing files, the scheme's totals and rates of exchange",
  'card-applications:read': 'see applications for cards and their identity checks',
  'card-applications:write': 'apply for cards and record identity checks',
  'card-care:read': 'see loss files, endings and attempts to reach holders',
  'card-care:write': 'tell of losses, notices, destroyed cards, defaults and attempts to reach holders',
  'stop-list:read': 'fetch the stop list with card numbers for the scheme and acceptors',
  'disclosures:read': 'see to whom personal data were disclosed',
  'disclosures:write': 'disclose personal data to the recipients that the programme names',
  'voice:use': 'verify callers of a voice-response system and act for them',
  'evidence:read': 'fetch the proof of operations',
  'webhooks:read': 'see webhook endpoints',
  'webhooks:write': 'add, change and remove webhook endpoints',
  'keys:write': "make and revoke the client's own keys",
} as const;

export type Scope = keyof typeof scopes;

export const allScopes = Object.keys(scopes) as readonly Scope[];

export function isScope(text: string): text is Scope {
  return Object.hasOwn(scopes, text);
}

/** Of the wanted scopes those that a key may hand on: a key never makes one that can do more than itself. */
export function within(wanted: readonly Scope[], own: readonly Scope[]): boolean {
  return wanted.every((scope) => own.includes(scope));
}
