// The demo's customers: who they are, how they sign in, and who has a hard token.

import { derivedId } from '../modules/ledger/index.ts';
import { customerByNumber, openCustomer, type Language } from '../modules/customers/index.ts';
import type { KeyStore } from '../modules/keys/index.ts';
import type { Programme } from '../modules/programmes/index.ts';
import { enrol, isEnrolled } from '../modules/web-bank/index.ts';
import type { Database } from '../postgres/database.ts';
import { demoDocument } from './documents.ts';

export type DemoCustomer = {
  readonly id: string;
  readonly number: string;
  readonly name: string;
  readonly nameLatin: string;
  readonly language: Language;
  readonly mobile: string;
  readonly email: string;
  /** Absent for who is not enrolled in the web bank (TK-06). */
  readonly signIn?: { readonly userName: string; readonly password: string };
  /** Has a hard token in use from the start. */
  readonly hardToken: boolean;
  /** The machine-readable zone of the national card. */
  readonly document: readonly string[];
};

type Person = {
  readonly number: string;
  readonly name: string;
  readonly nameLatin: string;
  readonly language: Language;
  readonly civilId: string;
  readonly birthDate: string;
  readonly mobile: string;
  readonly email: string;
  readonly address: string;
  readonly userName?: string;
  readonly hardToken?: true;
};

// The last two are married and hold an account together (seedAccounts).
const people: readonly Person[] = [
  {
    number: '1004217',
    name: 'سالم الحارثي',
    nameLatin: 'Salim Al Harthy',
    language: 'ar',
    civilId: '90417733',
    birthDate: '1984-05-11',
    mobile: '+96892345678',
    email: 'salim@mail.example',
    address: 'Way 2418, Al Khuwair, Muscat',
    userName: 'salim',
  },
  {
    number: '1004352',
    name: 'عائشة البلوشية',
    nameLatin: 'Aisha Al Balushi',
    language: 'ar',
    civilId: '91125408',
    birthDate: '1991-09-23',
    mobile: '+96895501276',
    email: 'aisha@mail.example',
    address: 'Way 511, Al Hail North, Seeb',
    userName: 'aisha',
  },
  {
    number: '1004489',
    name: 'Emma Clarke',
    nameLatin: 'Emma Clarke',
    language: 'en',
    civilId: '78230194',
    birthDate: '1979-02-04',
    mobile: '+96897714430',
    email: 'emma@mail.example',
    address: 'Shatti Al Qurum, Muscat',
    userName: 'emma',
  },
  {
    number: '1004560',
    name: 'رضا کریمی',
    nameLatin: 'Reza Karimi',
    language: 'fa',
    civilId: '80917265',
    birthDate: '1988-12-30',
    mobile: '+96893308142',
    email: 'reza@mail.example',
    address: 'Ghala Heights, Muscat',
    userName: 'reza',
  },
  // A number of record abroad: the app registers on Android, not on iOS (TK-10).
  {
    number: '1004633',
    name: 'مریم حسینی',
    nameLatin: 'Maryam Hosseini',
    language: 'fa',
    civilId: '82266031',
    birthDate: '1993-07-08',
    mobile: '+971501234567',
    email: 'maryam@mail.example',
    address: 'Al Barsha 1, Dubai',
    userName: 'maryam',
  },
  {
    number: '1004718',
    name: 'Айгерім Нұрланова',
    nameLatin: 'Aigerim Nurlanova',
    language: 'kk',
    civilId: '84471902',
    birthDate: '1990-03-21',
    mobile: '+96899021357',
    email: 'aigerim@mail.example',
    address: 'Madinat Sultan Qaboos, Muscat',
    userName: 'aigerim',
  },
  {
    number: '1004896',
    name: 'Данияр Сейітқали',
    nameLatin: 'Daniyar Seitkali',
    language: 'kk',
    civilId: '86350748',
    birthDate: '1982-10-15',
    mobile: '+96894460918',
    email: 'daniyar@mail.example',
    address: 'Al Azaiba, Muscat',
    userName: 'daniyar',
    hardToken: true,
  },
  {
    number: '1004925',
    name: 'Thomas Reid',
    nameLatin: 'Thomas Reid',
    language: 'en',
    civilId: '79003526',
    birthDate: '1966-06-17',
    mobile: '+96898812043',
    email: 'thomas@mail.example',
    address: 'Al Mouj, Muscat',
  },
  {
    number: '1005071',
    name: 'فاطمة اللواتية',
    nameLatin: 'Fatma Al Lawati',
    language: 'ar',
    civilId: '90688214',
    birthDate: '1986-01-19',
    mobile: '+96892207764',
    email: 'fatma@mail.example',
    address: 'Way 37, Muttrah',
    userName: 'fatma',
    hardToken: true,
  },
  {
    number: '1005072',
    name: 'حمد اللواتي',
    nameLatin: 'Hamed Al Lawati',
    language: 'ar',
    civilId: '90588107',
    birthDate: '1983-11-02',
    mobile: '+96892207765',
    email: 'hamed@mail.example',
    address: 'Way 37, Muttrah',
    userName: 'hamed',
  },
];

// Short, without look-alikes, easy to type on a phone.
const words =
  `amber anchor apron basil beacon birch bottle bridge bucket button cabin candle canoe canvas carpet cedar chalk clover cobalt comet copper
  coral cotton cradle cricket curtain dinghy domino donkey drum ember engine fabric fathom feather fender fiddle fig flint fossil funnel galley garden
  garnet gazelle ginger glacier goblet granite gravel hammer harbour hazel heron hinge hollow indigo ivory jacket jigsaw kettle kiln ladder lagoon lantern
  lattice lemon lichen linen lobster locket magnet mallet maple marble meadow mint mortar mosaic nutmeg oar olive orchard otter oyster paddle pebble pelican
  pewter picnic pillar pine plaster plum pocket pottery pulley quarry quilt raft raisin ribbon ridge rocket rudder saddle saffron sandal satchel shutter
  silk slate spindle spruce stable stork sugar tailor teapot thimble timber tinder torch trellis trumpet tunnel turnip umbrella velvet vessel walnut
  willow window wicker yarn`
    .split(/\s+/)
    .filter((word) => word !== '');

/**
 * The web bank's password of a demo customer: four words that follow from the installation's own keys. Another installation
 * has others, and nothing is stored in clear.
 */
export function demoPassword(keys: KeyStore, customerId: string): string {
  const bytes = Buffer.from(keys.digest('demo/password', customerId));
  return [0, 4, 8, 12].map((at) => words[bytes.readUInt32BE(at) % words.length] ?? '').join('-');
}

/** The demo's customers of an installation, with what the handset shows of them. */
export function demoCustomers(keys: KeyStore, programme: Pick<Programme, 'programme'>): DemoCustomer[] {
  return people.map((person) => {
    const { number, name, nameLatin, language, mobile, email, userName, hardToken } = person;
    const id = derivedId('demo-customer', `${programme.programme} ${number}`);
    const signIn = userName === undefined ? {} : { signIn: { userName, password: demoPassword(keys, id) } };
    const document = demoDocument(person);
    return { id, number, name, nameLatin, language, mobile, email, ...signIn, hardToken: hardToken === true, document };
  });
}

/** Opens the demo's customers and enrols them in the web bank; those who are there already are left as they are. */
export async function seedCustomers(
  database: Database,
  keys: KeyStore,
  programme: Programme,
  now: Temporal.Instant,
): Promise<DemoCustomer[]> {
  const customers = demoCustomers(keys, programme);
  const since = now.subtract({ hours: 24 * 400 });
  await Promise.all(
    customers.map(async ({ id, number, signIn }) => {
      const person = people.find((candidate) => candidate.number === number);
      if (person === undefined) throw new Error('bug: a demo customer without a person');
      const { name, nameLatin, language, civilId, birthDate, mobile, email, address } = person;
      if ((await customerByNumber(database, programme.programme, number)) === undefined) {
        const opened = await openCustomer(
          database,
          keys,
          {
            id,
            programme: programme.programme,
            number,
            name,
            nameLatin,
            language,
            civilId,
            birthDate,
            mobile,
            email,
            address,
            mobileVerifiedAt: since,
          },
          since,
        );
        if (opened.kind === 'refused') throw new Error(`bug: demo customer ${number} was refused: ${opened.reason}`);
      }
      if (signIn === undefined || (await isEnrolled(database, id))) return;
      const enrolled = await enrol(database, { customerId: id, ...signIn }, since);
      if (enrolled.kind === 'refused') throw new Error(`bug: demo customer ${number} was not enrolled: ${enrolled.reason}`);
    }),
  );
  return customers;
}
