// Controls as the fields that the phone shows and signs, and back: what was shown is what is set.

import type { Details } from '../../operations/index.ts';
import type { Controls, OwnLimits } from './controls.ts';

const limitNames = ['perOperationMax', 'perDayMax', 'perMonthMax', 'perDayCountMax', 'perMonthCountMax'] as const;
const kinds = ['purchase', 'cash'] as const;

/** Nothing is left out: what is not there reads as 'none' or 'all'. Field names are those of web/token/messages. */
export function controlsToDetails(controls: Controls, notify: boolean): Details {
  const details: Record<string, string> = {
    channelsOff: controls.channelsOff?.join(' ') ?? 'none',
    countriesAllowed: controls.countriesAllowed?.join(' ') ?? 'all',
    merchantGroupsOff: controls.merchantGroupsOff?.join(' ') ?? 'none',
    notify: notify ? 'on' : 'off',
  };
  for (const kind of kinds)
    for (const name of limitNames) {
      const value = controls.limits?.[kind]?.[name];
      if (value !== undefined) details[`${kind}-${name}`] = String(value);
    }
  return details;
}

const list = (text: string | undefined): string[] => (text ?? '').split(' ').filter((word) => word !== '');

/** The controls that details stand for; the inverse of controlsToDetails. */
export function controlsFromDetails(details: Details): { readonly controls: Controls; readonly notify: boolean } {
  const limits: { purchase?: OwnLimits; cash?: OwnLimits } = {};
  for (const kind of kinds) {
    const own: OwnLimits = {};
    for (const name of limitNames) {
      const value = details[`${kind}-${name}`];
      if (value !== undefined) own[name] = Number(value);
    }
    if (Object.keys(own).length > 0) limits[kind] = own;
  }
  const { channelsOff, countriesAllowed, merchantGroupsOff } = details;
  return {
    controls: {
      ...(channelsOff === 'none' ? {} : { channelsOff: list(channelsOff) }),
      ...(countriesAllowed === 'all' ? {} : { countriesAllowed: list(countriesAllowed) }),
      ...(merchantGroupsOff === 'none' ? {} : { merchantGroupsOff: list(merchantGroupsOff) }),
      ...(Object.keys(limits).length > 0 ? { limits } : {}),
    },
    notify: details['notify'] === 'on',
  };
}
