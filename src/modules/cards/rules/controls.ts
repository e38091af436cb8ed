// The holder's own limits on a card: channels, countries, merchant groups, amounts; always within what the programme allows.

import Type, { type Static } from 'typebox';

import { done, refused, type Outcome } from '../../../kernel/refusal.ts';
import type { CardProgramme } from '../../card-programmes/index.ts';

const strict = { additionalProperties: false } as const;

/** Where a card is used: at a terminal, at a cash machine, on line, by mail or telephone. */
export const channels = ['pos', 'atm', 'ecommerce', 'moto'] as const;
export type Channel = (typeof channels)[number];

const Amount = Type.Optional(
  Type.Integer({ minimum: 0, maximum: 1_000_000_000_000, description: 'minor units of the currency of the account' }),
);
const Count = Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000 }));

const OwnLimits = Type.Object(
  { perOperationMax: Amount, perDayMax: Amount, perMonthMax: Amount, perDayCountMax: Count, perMonthCountMax: Count },
  strict,
);

/** What is absent sets nothing. */
export const Controls = Type.Object(
  {
    channelsOff: Type.Optional(Type.Array(Type.String({ enum: [...channels] }), { maxItems: 4, uniqueItems: true })),
    countriesAllowed: Type.Optional(
      Type.Array(Type.String({ pattern: '^[A-Z]{2}$' }), {
        maxItems: 250,
        uniqueItems: true,
        description: 'ISO 3166-1 alpha-2; absent: all',
      }),
    ),
    merchantGroupsOff: Type.Optional(Type.Array(Type.String({ pattern: '^[a-z][a-z0-9-]{0,39}$' }), { maxItems: 40, uniqueItems: true })),
    limits: Type.Optional(Type.Object({ purchase: Type.Optional(OwnLimits), cash: Type.Optional(OwnLimits) }, strict)),
  },
  strict,
);

export type Controls = Static<typeof Controls>;
export type OwnLimits = Static<typeof OwnLimits>;

export type ControlsRefusal = 'merchant-group-unknown' | 'country-restricted' | 'limit-above-programme';

const limitNames = ['perOperationMax', 'perDayMax', 'perMonthMax', 'perDayCountMax', 'perMonthCountMax'] as const;

/** Whether a holder may set these. Refusals in the order of the type; the controls themselves where they may. */
export function judgeControls(programme: CardProgramme, controls: Controls): Outcome<Controls, ControlsRefusal> {
  for (const group of controls.merchantGroupsOff ?? [])
    if (!Object.hasOwn(programme.merchantGroups, group)) return refused('merchant-group-unknown', { group });
  for (const country of controls.countriesAllowed ?? [])
    if (programme.countriesRestricted.includes(country)) return refused('country-restricted', { country });
  for (const kind of ['purchase', 'cash'] as const) {
    const own = controls.limits?.[kind];
    for (const name of limitNames) {
      const max = programme.limits[kind][name];
      const wanted = own?.[name];
      if (wanted !== undefined && max !== null && wanted > max) return refused('limit-above-programme', { limit: `${kind}.${name}`, max });
    }
  }
  return done(controls);
}

export type ControlsUse = {
  readonly kind: 'purchase' | 'cash';
  readonly channel: Channel;
  /** ISO 3166-1 alpha-2; undefined where the message does not say. */
  readonly country: string | undefined;
  /** The programme's merchant group of the category code. */
  readonly merchantGroup: string | undefined;
};

/** The first of the holder's own controls that a use breaks; amounts and counts are the limits' matter. */
export function brokenControl(controls: Controls, use: ControlsUse): 'channel-off' | 'country-off' | 'merchant-group-off' | undefined {
  if (controls.channelsOff?.includes(use.channel) === true) return 'channel-off';
  if (controls.countriesAllowed !== undefined && (use.country === undefined || !controls.countriesAllowed.includes(use.country)))
    return 'country-off';
  if (use.merchantGroup !== undefined && controls.merchantGroupsOff?.includes(use.merchantGroup) === true) return 'merchant-group-off';
  return undefined;
}
