// `ramz staff invite USER_NAME`: lets the first supervisor into the console, who invites everybody else there.

import { systemClock } from '../kernel/clock.ts';
import { addMember, invite, isRole, memberNamed, roles, type StaffContext } from '../modules/staff/index.ts';
import type { Arguments } from './command.ts';
import { CommandFault, exitCodes, type ExitCode } from './fault.ts';
import { openProgrammes, visit } from './installation.ts';
import { readSettings } from './settings.ts';

export async function staffInvite({ options, rest }: Arguments): Promise<ExitCode> {
  const userName = (rest[0] ?? '').trim().toLowerCase();
  if (userName === '') throw new CommandFault('usage', 'Whom? ./ramz staff invite huda --name "Huda Al Maskari".');
  const name = typeof options['name'] === 'string' ? options['name'] : undefined;
  const given = typeof options['roles'] === 'string' ? options['roles'] : 'supervisor';
  const wanted = given.split(',').map((role) => role.trim());
  const unknown = wanted.find((role) => !isRole(role));
  if (unknown !== undefined) throw new CommandFault('usage', `'${unknown}' is no role: choose among ${roles.join(', ')}.`);
  const settings = readSettings();
  const { programmes } = openProgrammes(settings);
  const address = settings.origins.console ?? `http://localhost:${settings.port + 2}`;
  return await visit(settings, async ({ database, keys }) => {
    const now = systemClock.now();
    const site = { name: 'Ramz', rpId: new URL(address).hostname, origins: [address] };
    const context: StaffContext = { db: database, keys, programmes, site: () => site };
    const known = await memberNamed(database, userName);
    if (known === undefined && name === undefined) {
      throw new CommandFault('data', `There is nobody with the user name '${userName}'. Add --name to add them.`);
    }
    const added = known === undefined ? await addMember(context, { userName, name: name ?? '', roles: wanted, by: null }, now) : undefined;
    if (added?.kind === 'refused') throw new CommandFault('data', `'${userName}' could not be added: ${added.reason}.`);
    const invited = await invite(context, { staffId: known?.id ?? added?.value.id ?? '', by: null }, now);
    if (invited.kind === 'refused') throw new CommandFault('data', `'${userName}' could not be invited: ${invited.reason}.`);
    process.stderr.write(
      `ramz: shown this once; makes one passkey until ${invited.value.expiresAt.toString({ smallestUnit: 'minute' })}\n`,
    );
    process.stdout.write(`${address}/enrol#${invited.value.secret}\n`);
    return exitCodes.ok;
  });
}
