// Who may do what in the console: one table of roles and permissions, read by every endpoint.

export const roles = ['branch', 'contact-centre', 'operations', 'supervisor', 'auditor'] as const;
export type Role = (typeof roles)[number];

/**
 * The table. A branch sees the person and their papers, so it may change what proves possession (numbers, devices in hand).
 * The contact centre only hears a voice: all it does to a customer needs an open, verified call (rules/call.ts). Operations
 * brings devices into stock and never meets a customer. A supervisor decides and looks after staff. An auditor only reads.
 */
export const permissions = {
  'own.session': ['branch', 'contact-centre', 'operations', 'supervisor', 'auditor'],
  'own.passkeys': ['branch', 'contact-centre', 'operations', 'supervisor', 'auditor'],
  'customer.find': ['branch', 'contact-centre', 'supervisor', 'auditor'],
  'customer.view': ['branch', 'contact-centre', 'supervisor', 'auditor'],
  'mobile.verify': ['branch'],
  'mobile.change': ['branch'],
  'hard-token.assign': ['branch'],
  'hard-token.resynchronise': ['branch'],
  'hard-token.unlock': ['branch'],
  'hard-token.import': ['operations'],
  'hard-token.stock': ['branch', 'operations', 'supervisor', 'auditor'],
  'soft-token.deregister': ['branch', 'contact-centre'],
  'call.take': ['contact-centre'],
  'request.read': ['branch', 'contact-centre', 'supervisor', 'auditor'],
  'request.decide': ['branch', 'contact-centre', 'supervisor'],
  // PC-26: balance, holds, loads and transactions; what is done to a card by phone needs a verified call.
  'card.view': ['branch', 'contact-centre', 'operations', 'supervisor', 'auditor'],
  'card.replace': ['branch', 'contact-centre'],
  'card.pin': ['branch', 'contact-centre'],
  // Disputes: taken where the holder is, worked on by operations, decided by two.
  'dispute.read': ['branch', 'contact-centre', 'operations', 'supervisor', 'auditor'],
  'dispute.open': ['branch', 'contact-centre'],
  'dispute.work': ['operations', 'supervisor'],
  'dispute.decide': ['operations', 'supervisor'],
  // What the scheme moved and no card was found for: resolved by two.
  'suspense.read': ['operations', 'supervisor', 'auditor'],
  'suspense.resolve': ['operations', 'supervisor'],
  // Applications and proofs of identity: the person and their papers are at the counter.
  'card.application': ['branch'],
  'card.loss': ['branch', 'contact-centre'],
  // Measures against cards, the stop list, recalls, endings, defaults elsewhere.
  'card.care': ['operations', 'supervisor'],
  'card.reasons-read': ['operations', 'supervisor', 'auditor'],
  'card.contact': ['branch', 'contact-centre', 'operations', 'supervisor'],
  'card.privacy': ['branch', 'supervisor'],
  'card.privacy-read': ['branch', 'supervisor', 'auditor'],
  'staff.read': ['supervisor', 'auditor'],
  'staff.change': ['supervisor'],
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof permissions;

/** Whether one of the roles has the permission. Several roles add up; none takes anything away. */
export function may(held: readonly Role[], permission: Permission): boolean {
  const allowed: readonly Role[] = permissions[permission];
  return held.some((role) => allowed.includes(role));
}

/** All that a person may do: what the pages show. */
export function permissionsOf(held: readonly Role[]): Permission[] {
  return (Object.keys(permissions) as Permission[]).filter((permission) => may(held, permission));
}

export function isRole(text: string): text is Role {
  return (roles as readonly string[]).includes(text);
}
