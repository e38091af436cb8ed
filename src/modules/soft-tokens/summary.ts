// How a customer's tokens stand: for the web bank, the console and the API (TK-06).

import type { Session } from '../../postgres/database.ts';
import { holdsJointAccount } from '../accounts/index.ts';
import { activeAuthenticator } from '../authenticators/index.ts';
import { tokenOf, type HardToken } from '../hard-tokens/index.ts';
import { isEnrolled } from '../web-bank/index.ts';
import { selectLiveDevices, type DeviceRow } from './device-store.ts';
import { missingStep, type MissingStep } from './rules/missing-step.ts';

export type TokenSummary = {
  readonly active: 'soft' | 'hard' | 'none';
  readonly missingStep: MissingStep | undefined;
  readonly eligible: boolean;
  /** The device that is, or was, in use. */
  readonly soft: DeviceRow | undefined;
  /** A phone that is registered and waits for its activation while another is in use. */
  readonly waiting: DeviceRow | undefined;
  readonly hard: HardToken | undefined;
};

export async function tokenSummary(db: Session, customerId: string): Promise<TokenSummary> {
  const devices = await selectLiveDevices(db, customerId);
  const used = devices.find(({ authenticatorStatus }) => authenticatorStatus !== 'registered');
  const registered = devices.find(({ authenticatorStatus }) => authenticatorStatus === 'registered');
  const hard = await tokenOf(db, customerId);
  const softActive = used?.authenticatorStatus === 'active';
  // A locked hard token may be the active one or a suspended one: only its authenticator's row tells.
  const active = softActive ? 'soft' : hard === undefined ? 'none' : ((await activeAuthenticator(db, customerId))?.kind ?? 'none');
  return {
    active,
    missingStep: missingStep({ enrolled: await isEnrolled(db, customerId), registered: devices.length > 0, activated: used !== undefined }),
    eligible: !(await holdsJointAccount(db, customerId)),
    soft: used ?? registered,
    waiting: used === undefined ? undefined : registered,
    hard,
  };
}

/**
 * The same as far as an approval needs it: where the soft token is the active one, nothing else is read, and the summary
 * names no hard token, no eligibility and no missing step.
 */
export async function approverSummary(db: Session, customerId: string): Promise<TokenSummary> {
  const devices = await selectLiveDevices(db, customerId);
  const soft = devices.find(({ authenticatorStatus }) => authenticatorStatus === 'active');
  if (soft === undefined) return await tokenSummary(db, customerId);
  const waiting = devices.find(({ authenticatorStatus }) => authenticatorStatus === 'registered');
  return { active: 'soft', missingStep: undefined, eligible: true, soft, waiting, hard: undefined };
}
