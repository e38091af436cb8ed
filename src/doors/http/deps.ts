// What every HTTP door is given: one value, made by the composition root.

import type { FastifyBaseLogger } from 'fastify';

import type { Clock } from '../../kernel/clock.ts';
import type { CardProgrammes } from '../../modules/card-programmes/index.ts';
import type { KeyStore } from '../../modules/keys/index.ts';
import type { Programme, Programmes } from '../../modules/programmes/index.ts';
import type { Database } from '../../postgres/database.ts';
import type { Events } from '../../postgres/events.ts';

export type DoorName = 'bank' | 'token' | 'console' | 'handset' | 'kiosk';

export type DoorSettings = {
  /** Public origin of each door, 'https://bank.example'. A door without one answers as http://localhost and http://127.0.0.1 at its port. */
  readonly origins: Partial<Record<DoorName, string>>;
  /** Folder with one built page application per door. */
  readonly webFolder: string;
  /** Addresses of proxies whose X-Forwarded-For is believed; empty: nobody's is. */
  readonly trustedProxies: readonly string[];
  /** Requests a second that one source may send to one door, with bursts of twice as many. 0: no such limit. */
  readonly requestsPerSecondMax: number;
  /** Webhooks may also go to http and to this machine: for a demo. */
  readonly allowPrivateWebhooks?: boolean;
  /** The simulator of the issuer API spends real money of real cards: only where it is switched on. */
  readonly simulator?: boolean;
};

export type Deps = {
  readonly database: Database;
  readonly keys: KeyStore;
  readonly programmes: Programmes;
  /** The programme that the doors of this process serve. */
  readonly programme: Programme;
  /** The card programmes whose holders are customers of `programme`, and any others of the installation. */
  readonly cardProgrammes: CardProgrammes;
  readonly clock: Clock;
  readonly logger: FastifyBaseLogger;
  readonly events: Events;
  readonly settings: DoorSettings;
};
