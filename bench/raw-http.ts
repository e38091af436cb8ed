// HTTP/1.1 over one kept connection, one request at a time: as little work as can be, for the side that only makes load.

import { connect, type Socket } from 'node:net';

export type Answer = { readonly status: number; readonly body: string };

export type Connection = {
  request(method: 'GET' | 'POST', path: string, headers: Readonly<Record<string, string>>, body?: string): Promise<Answer>;
  close(): void;
};

/** Reads one whole answer from what has come in; undefined where more must come. Needs a Content-Length, as our doors send it. */
function readAnswer(bytes: Buffer): Answer | undefined {
  const end = bytes.indexOf('\r\n\r\n');
  if (end === -1) return undefined;
  const head = bytes.toString('latin1', 0, end);
  const status = Number(head.slice(9, 12));
  const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1];
  if (length === undefined && status !== 204) throw new Error(`an answer without a length: ${head}`);
  const whole = end + 4 + Number(length ?? 0);
  if (bytes.length < whole) return undefined;
  return { status, body: bytes.toString('utf8', end + 4, whole) };
}

export function openConnection(port: number): Connection {
  let socket: Socket | undefined;
  let got: Buffer = Buffer.alloc(0);
  let waiting: { resolve: (answer: Answer) => void; reject: (error: unknown) => void } | undefined;
  const fail = (error: unknown): void => {
    waiting?.reject(error);
    waiting = undefined;
    socket = undefined;
  };
  const open = (): Socket => {
    const made = connect({ port, host: '127.0.0.1', noDelay: true });
    made.on('data', (part: Buffer) => {
      got = got.length === 0 ? part : Buffer.concat([got, part]);
      try {
        const answer = readAnswer(got);
        if (answer === undefined) return;
        got = Buffer.alloc(0);
        const { resolve } = waiting ?? {};
        waiting = undefined;
        resolve?.(answer);
      } catch (error) {
        fail(error);
      }
    });
    made.on('error', fail);
    made.on('close', () => fail(new Error('the server closed the connection')));
    return made;
  };
  return {
    async request(method, path, headers, body = '') {
      socket ??= open();
      let text = `${method} ${path} HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\n`;
      for (const [name, value] of Object.entries(headers)) text += `${name}: ${value}\r\n`;
      if (method === 'POST') text += `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n`;
      socket.write(`${text}\r\n${body}`);
      return await new Promise<Answer>((resolve, reject) => (waiting = { resolve, reject }));
    },
    close() {
      socket?.removeAllListeners('close');
      socket?.destroy();
    },
  };
}
