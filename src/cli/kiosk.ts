// `ramz kiosk add`, `ramz kiosk fill` and `ramz kiosk count`: registers a machine, notes its blank cards, counts its cash box.

import { fromDecimal, toDecimal, type Currency } from '../kernel/money.ts';
import { systemClock } from '../kernel/clock.ts';
import { loadCardProgrammes, type CardProgramme } from '../modules/card-programmes/index.ts';
import { countCash, kioskNamed, registerKiosk, updateBlanks } from '../modules/kiosk/index.ts';
import type { Arguments } from './command.ts';
import { CommandFault, exitCodes, type ExitCode } from './fault.ts';
import { visit } from './installation.ts';
import { readSettings, type Settings } from './settings.ts';

function cardProgrammeOf(settings: Settings): CardProgramme {
  const found = [...loadCardProgrammes(settings.programmesFolder).values()].find(({ holders }) => holders === settings.programme);
  if (found === undefined) throw new CommandFault('data', `The programme '${settings.programme}' has no cards, so it has no kiosks.`);
  return found;
}

function nameGiven(rest: readonly string[]): string {
  const name = (rest[0] ?? '').trim();
  if (name === '') throw new CommandFault('usage', 'Which machine? ./ramz kiosk add "Al Khuwair 1".');
  return name;
}

/** Prints what goes into the machine's device server: its id and its key, once. */
export async function kioskAdd({ options, rest }: Arguments): Promise<ExitCode> {
  const name = nameGiven(rest);
  const settings = readSettings();
  const { programme } = cardProgrammeOf(settings);
  const place = typeof options['place'] === 'string' ? options['place'] : '';
  return await visit(settings, async ({ database, keys }) => {
    const cardProgrammes = loadCardProgrammes(settings.programmesFolder);
    const made = await registerKiosk({ database, keys, cardProgrammes }, { programme, name, place }, systemClock.now());
    if (made.kind === 'refused') throw new CommandFault('data', `A machine called '${name}' is registered already.`);
    process.stderr.write('ramz: shown this once; put it into the device server of the machine\n');
    const key = Buffer.from(made.value.key).toString('base64url');
    process.stdout.write(`${JSON.stringify({ kioskId: made.value.kioskId, key })}\n`);
    return exitCodes.ok;
  });
}

/** Says how many blank cards the dispenser has from now on. */
export async function kioskFill({ rest }: Arguments): Promise<ExitCode> {
  const name = nameGiven(rest);
  const cards = Number(rest[1]);
  if (!Number.isInteger(cards) || cards < 0 || cards > 10_000)
    throw new CommandFault('usage', 'How many cards? ./ramz kiosk fill NAME 50.');
  const settings = readSettings();
  const { programme } = cardProgrammeOf(settings);
  return await visit(settings, async ({ database }) => {
    const kiosk = await kioskNamed(database, programme, name);
    if (kiosk === undefined) throw new CommandFault('data', `No machine is called '${name}'.`);
    await updateBlanks(database, kiosk.id, cards);
    process.stdout.write(`${name}: ${cards} cards\n`);
    return exitCodes.ok;
  });
}

/** Writes down what was in the cash box, beside what the journal of notes says; ends with 1 where they differ. */
export async function kioskCount({ options, rest }: Arguments): Promise<ExitCode> {
  const name = nameGiven(rest);
  const settings = readSettings();
  const { programme, kiosk: figures } = cardProgrammeOf(settings);
  const currency: Currency = figures.cashCurrency;
  const counted = fromDecimal(currency, rest[1] ?? '');
  const countedBy = typeof options['by'] === 'string' ? options['by'].trim() : '';
  if (counted === undefined || counted.minor < 0n || countedBy === '')
    throw new CommandFault('usage', 'How much was there, and who counted? ./ramz kiosk count NAME 1250.000 --by "Huda Al Maskari".');
  return await visit(settings, async ({ database }) => {
    const kiosk = await kioskNamed(database, programme, name);
    if (kiosk === undefined) throw new CommandFault('data', `No machine is called '${name}'.`);
    const { expected, difference } = await countCash(database, { kioskId: kiosk.id, countedBy, counted: counted.minor }, systemClock.now());
    const shown = (minor: bigint): string => `${currency} ${toDecimal({ currency, minor })}`;
    process.stdout.write(`expected ${shown(expected)}, counted ${shown(counted.minor)}, difference ${shown(difference)}\n`);
    return difference === 0n ? exitCodes.ok : 1;
  });
}
