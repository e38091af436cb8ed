// The part of the library 'smpp' that this house uses; it ships no types.

declare module 'smpp' {
  import type { EventEmitter } from 'node:events';
  import type { Server as NetServer } from 'node:net';

  export type Text = { message?: string | Buffer; udh?: Buffer[] };

  export type Pdu = {
    command: string;
    command_status: number;
    sequence_number: number;
    system_id?: string;
    password?: string;
    message_id?: string;
    source_addr?: string;
    source_addr_ton?: number;
    destination_addr?: string;
    dest_addr_ton?: number;
    esm_class?: number;
    data_coding?: number;
    registered_delivery?: number;
    validity_period?: string | Date;
    short_message?: Text | string | Buffer;
    message_payload?: Text | string | Buffer;
    receipted_message_id?: string;
    message_state?: number;
    response(fields?: object): Pdu;
    isResponse(): boolean;
  };

  export class Session extends EventEmitter {
    send(pdu: Pdu, answered?: (answer: Pdu) => void): boolean;
    bind_transceiver(fields: object, answered?: (answer: Pdu) => void): boolean;
    submit_sm(fields: object, answered?: (answer: Pdu) => void): boolean;
    deliver_sm(fields: object, answered?: (answer: Pdu) => void): boolean;
    enquire_link(fields: object, answered?: (answer: Pdu) => void): boolean;
    unbind(fields: object, answered?: (answer: Pdu) => void): boolean;
    close(closed?: () => void): void;
    destroy(closed?: () => void): void;
    pause(): void;
    resume(): void;
  }

  export function createServer(listener: (session: Session) => void): NetServer;
  export function connect(settings: { host: string; port: number; tls?: boolean }): Session;

  const smpp: { createServer: typeof createServer; connect: typeof connect };
  export default smpp;
}
