// What the door counts, for the metrics page: messages by type and response code, time to the answer, lines, refused bytes.

/** Labels are few and never name a person; `connection` is a name of the settings. */
export type CardNetworkFigures = {
  /** A message was answered after so many seconds. */
  answered(connection: string, mti: string, code: string, seconds: number): void;
  /** Bytes that were no message; the reason is one of docs/iso8583.md. */
  refused(connection: string, reason: string): void;
  lineOpened(connection: string): void;
  lineClosed(connection: string): void;
};

export const noFigures: CardNetworkFigures = { answered() {}, refused() {}, lineOpened() {}, lineClosed() {} };
