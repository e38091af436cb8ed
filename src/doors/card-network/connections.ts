// Connections of the card network as data: who may connect, in which dialect, under which key, and how much at once.

import { readFileSync } from 'node:fs';
import { BlockList, isIP } from 'node:net';

import { Type, type Static } from 'typebox';

import { dialects, type DialectName } from '../../iso8583/index.ts';
import { readFigures, type Disagreement } from '../../modules/programmes/index.ts';

const count = (minimum: number, maximum: number) => Type.Optional(Type.Integer({ minimum, maximum }));

const ConnectionSchema = Type.Object(
  {
    name: Type.String({ pattern: '^[a-z][a-z0-9-]{0,39}$' }),
    dialect: Type.Enum(Object.keys(dialects) as [DialectName, ...DialectName[]]),
    /** Addresses or networks (10.20.0.0/16) that lines may come from. */
    addresses: Type.Array(Type.String({ minLength: 2, maxLength: 49 }), { minItems: 1 }),
    /** The connection's name in card security: whose ZPK its PIN blocks are under. */
    zpk: Type.String({ pattern: '^[a-z][a-z0-9-]{0,39}$' }),
    /** TCP lines at once. */
    linesMax: count(1, 1000),
    /** Requests of one line that wait for their answer; above it the line is not read. */
    inFlightMax: count(1, 100_000),
    /** A request that is not answered after this is answered 91. */
    answerSeconds: count(1, 120),
    /** After this without a byte the door sends an echo; after three of them without a byte it closes the line. */
    idleSeconds: count(5, 86_400),
    /** A message whose end does not come in this time closes the line. */
    frameSeconds: count(1, 120),
  },
  { additionalProperties: false },
);

const ConnectionsSchema = Type.Object({ connections: Type.Array(ConnectionSchema, { minItems: 1 }) }, { additionalProperties: false });

const defaults = { linesMax: 16, inFlightMax: 512, answerSeconds: 10, idleSeconds: 60, frameSeconds: 10 };

export type Connection = { readonly [Key in keyof Static<typeof ConnectionSchema>]-?: NonNullable<Static<typeof ConnectionSchema>[Key]> };

/** The connection of a demonstration: terminals on this machine, with the keys that every installation has. */
export const demoConnections: readonly Connection[] = [
  { name: 'demo', dialect: 'ascii-87', addresses: ['127.0.0.1', '::1'], zpk: 'local', ...defaults },
];

function isNetwork(text: string): boolean {
  const [address = '', bits, ...more] = text.split('/');
  const family = isIP(address);
  if (family === 0 || more.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128));
}

function disagreements({ connections }: Static<typeof ConnectionsSchema>): Disagreement[] {
  const found: Disagreement[] = [];
  const names = new Set<string>();
  const owners = new Map<string, string>();
  connections.forEach(({ name, addresses }, index) => {
    const path = ['connections', String(index)];
    if (names.has(name)) found.push({ path: [...path, 'name'], message: `there are two connections '${name}'` });
    names.add(name);
    for (const address of addresses) {
      if (!isNetwork(address))
        found.push({ path: [...path, 'addresses'], message: `'${address}' is no address or network, such as 10.20.0.0/16` });
      const owner = owners.get(address);
      if (owner !== undefined) found.push({ path: [...path, 'addresses'], message: `'${address}' belongs to '${owner}' already` });
      owners.set(address, name);
    }
  });
  return found;
}

/**
 * Reads the connections from the text of a file (YAML).
 * @throws ProgrammeFault with every mistake, its line and field
 */
export function readConnections(file: string, text: string): readonly Connection[] {
  return readFigures(ConnectionsSchema, disagreements, file, text).connections.map((connection) => ({ ...defaults, ...connection }));
}

/** The same from a file. */
export function loadConnections(file: string): readonly Connection[] {
  return readConnections(file, readFileSync(file, 'utf8'));
}

/** Finds the connection of a remote address: the first in the file that has it. */
export function finderOf(connections: readonly Connection[]): (address: string) => Connection | undefined {
  const lists = connections.map((connection) => {
    const list = new BlockList();
    for (const text of connection.addresses) {
      const [address = '', bits] = text.split('/');
      const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
      if (bits === undefined) list.addAddress(address, family);
      else list.addSubnet(address, Number(bits), family);
    }
    return { connection, list };
  });
  return (given) => {
    const address = given.startsWith('::ffff:') ? given.slice(7) : given;
    const family = isIP(address);
    if (family === 0) return undefined;
    return lists.find(({ list }) => list.check(address, family === 6 ? 'ipv6' : 'ipv4'))?.connection;
  };
}
