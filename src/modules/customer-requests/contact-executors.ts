// Executors for another address, e-mail address or number of record (TK-20, TK-29).

import Type, { type Static } from 'typebox';

import { utf8 } from '../../crypto/bytes.ts';
import { fieldBytesMax } from '../../crypto/details.ts';
import { done, refused } from '../../kernel/refusal.ts';
import { changeAddress, changeEmail, changeMobile, customer, customerByMobile, isEmail, toMobile } from '../customers/index.ts';
import { notify } from '../messaging/index.ts';
import type { Executor } from '../operations/index.ts';
import { programmeNamed, type Programmes } from '../programmes/index.ts';
import { deregister, type SoftTokenContext } from '../soft-tokens/index.ts';

const strict = { additionalProperties: false } as const;

const AddressParams = Type.Object({ address: Type.String({ minLength: 5, maxLength: 250 }) }, strict);
const EmailParams = Type.Object({ email: Type.String({ maxLength: 200 }) }, strict);
const MobileParams = Type.Object({ mobile: Type.String({ maxLength: 24 }) }, strict);

const nothingHeld = async (): Promise<void> => await Promise.resolve();

export const addressChange: Executor<Static<typeof AddressParams>> = {
  kind: 'address-change',
  params: AddressParams,
  prepare: async (_tx, _context, params) => {
    const address = params.address.replace(/\s+/g, ' ').trim();
    // What is approved must fit the phone's frame; Arabic letters take two bytes each.
    if (address === '' || utf8(address.toWellFormed()).length > fieldBytesMax) return refused('address-malformed');
    return await Promise.resolve(done({ details: { kind: 'address-change', address } }));
  },
  execute: async (tx, { customerId, details }) => {
    const changed = await changeAddress(tx, { customerId, address: details['address'] ?? '' });
    return changed.kind === 'refused' ? changed : done({});
  },
  release: nothingHeld,
};

/** The old and the new address are both told. */
export const emailChange = (programmes: Programmes): Executor<Static<typeof EmailParams>> => ({
  kind: 'email-change',
  params: EmailParams,
  prepare: async (_tx, _context, params) =>
    await Promise.resolve(
      isEmail(params.email) ? done({ details: { kind: 'email-change', email: params.email } }) : refused('email-malformed'),
    ),
  execute: async (tx, { customerId, programme, details }, now) => {
    const changed = await changeEmail(tx, { customerId, email: details['email'] ?? '' });
    if (changed.kind === 'refused') return changed;
    await notify(
      tx,
      { programme: programmeNamed(programmes, programme), customerId, event: 'email-change', also: { email: changed.value.oldEmail } },
      now,
    );
    return done({});
  },
  release: nothingHeld,
});

/** TK-29: by the hard token alone (programme data); the soft token's registration ends with the old number. */
export const mobileChange = (softTokens: SoftTokenContext): Executor<Static<typeof MobileParams>> => ({
  kind: 'mobile-change',
  params: MobileParams,
  prepare: async (tx, { customerId, programme }, params) => {
    const mobile = toMobile(params.mobile, programme.countryCode);
    const before = await customer(tx, customerId);
    if (mobile === undefined || before === undefined) return refused('mobile-malformed');
    if (before.mobile === mobile) return refused('mobile-unchanged');
    if ((await customerByMobile(tx, programme.programme, mobile)) !== undefined) return refused('mobile-taken');
    return done({ details: { kind: 'mobile-change', mobile, oldValue: before.mobile } });
  },
  execute: async (tx, { customerId, programme, details }, now) => {
    const mobile = details['mobile'] ?? '';
    // The number first: when it was taken meanwhile, nothing else may have happened.
    const changed = await changeMobile(tx, { customerId, mobile }, now);
    if (changed.kind === 'refused') return changed;
    await deregister(softTokens, tx, { customerId, actor: `customer:${customerId}`, reason: 'number-changed' }, now);
    const told = { programme: programmeNamed(softTokens.programmes, programme), customerId, event: 'mobile-change' as const };
    await notify(tx, { ...told, values: { mobileEnd: mobile.slice(-3) }, also: { mobile: changed.value.oldMobile } }, now);
    return done({});
  },
  release: nothingHeld,
});
