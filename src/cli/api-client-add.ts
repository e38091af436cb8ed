// `ramz api-client add NAME`: the first key of a program that uses the issuer API; it rotates its keys by itself later.

import { systemClock } from '../kernel/clock.ts';
import { allScopes, createClient, isScope } from '../modules/api-clients/index.ts';
import type { Arguments } from './command.ts';
import { CommandFault, exitCodes, type ExitCode } from './fault.ts';
import { openProgrammes, visit } from './installation.ts';
import { readSettings } from './settings.ts';

export async function apiClientAdd({ options, rest }: Arguments): Promise<ExitCode> {
  const name = (rest[0] ?? '').trim();
  if (name === '' || name.length > 80)
    throw new CommandFault('usage', 'The client needs a name of at most 80 characters: ./ramz api-client add "web bank".');
  const given = options['scopes'];
  const wanted = typeof given === 'string' ? given.split(',').map((scope) => scope.trim()) : [...allScopes];
  const unknown = wanted.find((scope) => !isScope(scope));
  if (unknown !== undefined) throw new CommandFault('usage', `'${unknown}' is no scope: choose among ${allScopes.join(', ')}.`);
  const settings = readSettings();
  const { programme } = openProgrammes(settings);
  return await visit(settings, async ({ database, keys }) => {
    const made = await createClient(
      database,
      keys,
      { programme: programme.programme, name, scopes: wanted.filter(isScope) },
      systemClock.now(),
    );
    if (made.kind === 'refused') throw new CommandFault('data', `There is a client '${name}' already.`);
    process.stderr.write(`ramz: the key of '${name}' is shown this once; only its digest is kept\n`);
    process.stdout.write(`${made.value.key}\n`);
    return exitCodes.ok;
  });
}
