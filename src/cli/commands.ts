// The commands of ./ramz: what they are called, what they take, where they are.

import type { Command } from './command.ts';
import { columns } from './command.ts';
import { settingTexts } from './settings.ts';

const notWorking = {
  69: 'something that it needs does not answer or is missing',
  75: 'the data folder is in use by another process',
  78: 'a setting is wrong',
};

export const commands: readonly Command[] = [
  {
    name: 'start',
    about: 'Starts the bank: database, pages, doors, jobs.',
    details: `Runs until SIGTERM or SIGINT, then finishes what it has begun and ends with 0.\n\nsettings (environment):\n${columns(settingTexts)}`,
    exits: { 65: 'a programme file is wrong', ...notWorking },
    run: async () => await (await import('./start.ts')).start(),
  },
  {
    name: 'test',
    about: 'Runs types, lint, checks and all tests, and compares the clause table with what they say.',
    operands: ['[PATTERN]'],
    options: {
      'write-clauses': { type: 'boolean', about: 'write docs/clauses.json and docs/clauses.md instead of comparing them' },
      concurrency: { type: 'string', value: 'N', about: 'test files at once (one more than processors)' },
      long: { type: 'boolean', about: 'kill server and database 20 times under load instead of twice' },
    },
    exits: { 1: 'something failed', 69: 'a program that the tests need could not be installed' },
    run: async (given) => await (await import('./test.ts')).test(given),
  },
  {
    name: 'clauses',
    about: 'Prints the clause table.',
    options: { json: { type: 'boolean', about: 'print docs/clauses.json as it is' } },
    run: async (given) => await (await import('./clauses.ts')).clauses(given),
  },
  {
    name: 'bench',
    about: 'Runs the benches, or the one that is named.',
    operands: ['[NAME]'],
    options: {
      seconds: { type: 'string', value: 'N', about: 'length of each measurement' },
      json: { type: 'boolean', about: 'the last line is one JSON object with the ratios' },
    },
    exits: { 1: 'a bench failed', ...notWorking },
    run: async (given) => await (await import('./bench.ts')).bench(given),
  },
  {
    name: 'evidence verify',
    about: 'Checks an evidence file with the public key alone: no database, no network.',
    operands: ['FILE'],
    options: {
      'public-key': {
        type: 'string',
        value: 'FILE',
        about: "the bank's public key (PEM) from elsewhere; without it the file's own is used",
      },
    },
    exits: { 1: 'the file is not whole; each finding is named', 65: 'the public key cannot be read', 66: 'a file is not there' },
    run: async (given) => await (await import('./evidence-verify.ts')).evidenceVerify(given),
  },
  {
    name: 'evidence export',
    about: 'Writes the evidence of one operation or of a period to the standard output.',
    options: {
      operation: { type: 'string', value: 'ID', about: 'one operation' },
      from: { type: 'string', value: 'TIME', about: 'a period, RFC 3339 (2026-03-01T00:00:00Z), from then' },
      to: { type: 'string', value: 'TIME', about: 'and to before then' },
    },
    exits: { 66: 'there is no evidence of that operation', ...notWorking },
    run: async (given) => await (await import('./evidence-export.ts')).evidenceExport(given),
  },
  {
    name: 'keys rotate',
    about: 'Makes a new master key and wraps all keys under it, while a server runs.',
    options: { reseal: { type: 'boolean', about: 'also seal every secret in the database again under a new data key' } },
    exits: { 1: 'some values did not open for their owner', ...notWorking },
    run: async (given) => await (await import('./keys-rotate.ts')).keysRotate(given),
  },
  {
    name: 'card-keys list',
    about: 'Lists the keys of cards and network connections by name and check value.',
    exits: notWorking,
    run: async () => await (await import('./card-keys.ts')).cardKeysList(),
  },
  {
    name: 'card-keys import-zmk',
    about: "Takes a scheme's zone master key: two or three components from the standard input, a line each.",
    operands: ['CONNECTION'],
    options: {
      'check-value': { type: 'string', value: 'HEX', about: 'check value of the whole key, six hexadecimal digits' },
      algorithm: { type: 'string', value: 'NAME', about: 'tdes (the default) or aes' },
    },
    exits: { 65: 'the components do not make the key of that check value', ...notWorking },
    run: async (given) => await (await import('./card-keys.ts')).cardKeysImportZmk(given),
  },
  {
    name: 'staff invite',
    about: 'Prints an invitation to the console: the first supervisor, or somebody who lost all passkeys.',
    operands: ['USER_NAME'],
    options: {
      name: { type: 'string', value: 'NAME', about: 'adds the person under this name where the user name is new' },
      roles: {
        type: 'string',
        value: 'A,B',
        about: 'their roles where they are new: branch, contact-centre, operations, supervisor, auditor (supervisor)',
      },
    },
    exits: { 65: 'the person could not be added or invited', ...notWorking },
    run: async (given) => await (await import('./staff-invite.ts')).staffInvite(given),
  },
  {
    name: 'api-client add',
    about: 'Adds a program that uses the API and prints its key, once.',
    operands: ['NAME'],
    options: {
      scopes: { type: 'string', value: 'A,B', about: 'what its key may do; everything where it is not given (docs/api.md)' },
    },
    exits: { 65: 'the name is taken', ...notWorking },
    run: async (given) => await (await import('./api-client-add.ts')).apiClientAdd(given),
  },
  {
    name: 'iso8583 describe',
    about: 'Prints ISO 8583 messages readably, card data masked: hexadecimal or bytes, one message or frames.',
    operands: ['[FILE|-]'],
    options: { dialect: { type: 'string', value: 'NAME', about: 'ascii-87 (the default), binary-87, ebcdic-87, base-87' } },
    exits: {
      1: 'a message could not be read; reason, field and place are printed',
      65: 'there is nothing in it',
      66: 'a file is not there',
    },
    run: async (given) => await (await import('./iso8583.ts')).iso8583Describe(given),
  },
  {
    name: 'clearing import',
    about: "Posts a scheme's clearing file (docs/clearing.md). The same file again changes nothing; a stopped one goes on.",
    operands: ['FILE'],
    options: {
      'all-or-nothing': { type: 'boolean', about: 'one bad line and nothing is posted; else bad lines are reported and the rest goes on' },
      json: { type: 'boolean', about: 'print the whole report as JSON' },
    },
    exits: {
      1: 'lines are bad, or the file is not whole; each is named',
      65: 'nothing of the file can be taken',
      66: 'there is no such file',
      ...notWorking,
    },
    run: async (given) => await (await import('./clearing.ts')).clearingImport(given),
  },
  {
    name: 'clearing template',
    about: 'Prints a clearing file with one record of every column.',
    options: {
      jsonl: { type: 'boolean', about: 'as JSON Lines; else as CSV' },
      programme: { type: 'string', value: 'NAME', about: 'the card programme, where there are several' },
    },
    run: async (given) => await (await import('./clearing.ts')).clearingTemplate(given),
  },
  {
    name: 'clearing suspense',
    about: 'Lists what the scheme moved and no card could be charged with. It is resolved over the API and in the console.',
    options: {
      all: { type: 'boolean', about: 'with what was resolved' },
      json: { type: 'boolean', about: 'print each item as a line of JSON' },
    },
    exits: notWorking,
    run: async (given) => await (await import('./suspense.ts')).clearingSuspense(given),
  },
  {
    name: 'settlement import',
    about: "Takes the scheme's totals of a day and posts the payment against the nostro account.",
    operands: ['FILE'],
    exits: { 65: 'the totals are wrong', 66: 'there is no such file', ...notWorking },
    run: async (given) => await (await import('./settlement.ts')).settlementImport(given),
  },
  {
    name: 'reconcile',
    about: 'Compares ledger, transactions, clearing files and the scheme of a day, and names every difference.',
    options: {
      day: { type: 'string', value: 'DAY', about: 'such as 2026-03-01; today where it is not given' },
      programme: { type: 'string', value: 'NAME', about: 'the card programme, where there are several' },
      json: { type: 'boolean', about: 'print it as JSON' },
    },
    exits: { 1: 'the books do not balance', ...notWorking },
    run: async (given) => await (await import('./settlement.ts')).reconcileCommand(given),
  },
  {
    name: 'rates import',
    about: 'Takes the rates of exchange of a day: lines `currency,rate` under `# source=NAME day=DAY base=CUR`.',
    operands: ['FILE'],
    options: {
      source: { type: 'string', value: 'NAME', about: 'who published them, where the file does not say' },
      day: { type: 'string', value: 'DAY', about: 'their day, where the file does not say' },
      base: { type: 'string', value: 'CUR', about: 'their base, where the file does not say' },
      confirmed: { type: 'boolean', about: 'absurd changes are meant' },
    },
    exits: { 65: 'the rates are wrong', 66: 'there is no such file', ...notWorking },
    run: async (given) => await (await import('./rates.ts')).ratesImport(given),
  },
  {
    name: 'days run',
    about: 'Runs the end of a day of cards: every day that is over and not done, or the one that is named. Twice does no harm.',
    options: {
      day: { type: 'string', value: 'DAY', about: 'any day that is over, such as 2026-03-01' },
      programme: { type: 'string', value: 'NAME', about: 'the card programme, where there are several' },
      again: { type: 'boolean', about: 'with --day: runs tasks again that are done' },
    },
    exits: { 75: 'another process runs it, or the data folder is in use', ...{ 69: notWorking[69], 78: notWorking[78] } },
    run: async (given) => await (await import('./days.ts')).daysRun(given),
  },
  {
    name: 'replay',
    about: 'Runs a file of real purchases through the ISO 8583 door and the clearing, and compares all sums to the penny.',
    details:
      'Opens a loaded account with a card for each card of the file. Stopped or killed, the same command goes on; a file that was done changes nothing.',
    operands: ['FILE'],
    options: {
      programme: { type: 'string', value: 'NAME', about: 'card programme of the accounts (purchase-cards)' },
      json: { type: 'boolean', about: 'print the report as JSON, with the sums of each card' },
    },
    exits: { 1: 'the sums differ, or it was stopped', 65: 'the file is of another kind', 66: 'the file is not there', ...notWorking },
    run: async (given) => await (await import('./replay.ts')).replayCommand(given),
  },
  {
    name: 'kiosk add',
    about: 'Registers a self-service kiosk and prints its id and key, once.',
    operands: ['NAME'],
    options: { place: { type: 'string', value: 'TEXT', about: 'where it stands, as receipts say it' } },
    exits: { 65: 'the name is taken', ...notWorking },
    run: async (given) => await (await import('./kiosk.ts')).kioskAdd(given),
  },
  {
    name: 'kiosk fill',
    about: 'Says how many blank cards a kiosk has from now on.',
    operands: ['NAME', 'CARDS'],
    exits: { 65: 'no machine has that name', ...notWorking },
    run: async (given) => await (await import('./kiosk.ts')).kioskFill(given),
  },
  {
    name: 'kiosk count',
    about: 'Writes down what was in the cash box of a kiosk, beside what its notes add up to.',
    operands: ['NAME', 'AMOUNT'],
    options: { by: { type: 'string', value: 'NAME', about: 'who counted' } },
    exits: { 1: 'the box and the notes differ', 65: 'no machine has that name', ...notWorking },
    run: async (given) => await (await import('./kiosk.ts')).kioskCount(given),
  },
  {
    name: 'demo reset',
    about: 'Throws the demo data away; the next start makes them anew.',
    options: { yes: { type: 'boolean', about: 'do not ask' } },
    exits: { 1: 'not confirmed', ...notWorking },
    run: async (given) => await (await import('./demo-reset.ts')).demoReset(given),
  },
  {
    name: 'doctor',
    about: 'Says what is wrong with this machine or data folder, and how to mend it.',
    exits: { 1: 'something is wrong' },
    run: async () => await (await import('./doctor.ts')).doctor(),
  },
];
