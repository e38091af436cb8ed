// The way to the machine's devices: commands and events of the local protocol (docs/kiosk.md). Sealed reads pass through unread.
import type { MoneyJson } from '../../src/kernel/money.ts';

export type DeviceEvent =
  | { readonly type: 'card'; readonly visitId: string; readonly card: string }
  | { readonly type: 'card-taken' }
  | { readonly type: 'pin'; readonly visitId: string; readonly pin: string }
  | { readonly type: 'document'; readonly visitId: string; readonly document: string }
  | { readonly type: 'note'; readonly noteId: string; readonly depositId: string; readonly amount: MoneyJson; readonly proof: string }
  | { readonly type: 'note-returned'; readonly noteId: string }
  | { readonly type: 'acceptor'; readonly state: 'jammed' | 'ready' };

/** The device said no, or does not answer. */
export class DeviceFault extends Error {
  readonly reason: string;

  constructor(reason: string) {
    super(reason);
    this.name = 'DeviceFault';
    this.reason = reason;
  }
}

export type KioskDevices = {
  signOn(): Promise<{ readonly kioskId: string; readonly at: string; readonly proof: string }>;
  readCard(visitId: string): Promise<void>;
  readPin(visitId: string): Promise<void>;
  readDocument(visitId: string): Promise<void>;
  acceptNotes(depositId: string, currency: string, values: readonly string[]): Promise<void>;
  stopNotes(): Promise<void>;
  takeNote(noteId: string): Promise<void>;
  returnNote(noteId: string): Promise<void>;
  dispenseCard(cardId: string, blank: string): Promise<void>;
  print(title: string, lines: readonly (readonly [string, string])[]): Promise<void>;
  returnCard(): Promise<void>;
  clear(): Promise<void>;
  /** Listens until the returned stop is called; opens again by itself. `onLink` hears whether the devices are there. */
  listen(onEvent: (event: DeviceEvent) => void, onLink?: (isThere: boolean) => void): () => void;
};

/** The devices behind the server at `address`. */
export function devicesAt(address: string): KioskDevices {
  async function command<Reply>(name: string, body: object = {}): Promise<Reply> {
    let response: Response;
    try {
      response = await fetch(`${address}/devices/v1/commands/${name}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
        credentials: 'omit',
      });
    } catch {
      throw new DeviceFault('devices-away');
    }
    const answer = (await response.json()) as { error?: string };
    if (!response.ok) throw new DeviceFault(answer.error ?? 'devices-away');
    return answer as Reply;
  }
  return {
    signOn: () => command('sign-on'),
    readCard: (visitId) => command('read-card', { visitId }),
    readPin: (visitId) => command('read-pin', { visitId }),
    readDocument: (visitId) => command('read-document', { visitId }),
    acceptNotes: (depositId, currency, values) => command('accept-notes', { depositId, currency, values }),
    stopNotes: () => command('stop-notes'),
    takeNote: (noteId) => command('take-note', { noteId }),
    returnNote: (noteId) => command('return-note', { noteId }),
    dispenseCard: (cardId, blank) => command('dispense-card', { cardId, blank }),
    print: (title, lines) => command('print', { title, lines }),
    returnCard: () => command('return-card'),
    clear: () => command('clear'),
    listen(onEvent, onLink = () => undefined) {
      const source = new EventSource(`${address}/devices/v1/events`);
      source.onopen = () => onLink(true);
      source.onerror = () => onLink(false);
      source.addEventListener('device', (event: MessageEvent<string>) => onEvent(JSON.parse(event.data) as DeviceEvent));
      return () => source.close();
    },
  };
}
