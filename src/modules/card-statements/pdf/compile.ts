// Compiles documents to PDF outside of the event loop: one thread, started with the first document, forgotten when it ends.

import { Worker } from 'node:worker_threads';

import type { CompileAnswer, CompileRequest } from './compile-worker.ts';

/** The thread could not start (no compiler for this machine) or a document took too long: the other forms are still there. */
export class PdfUnavailable extends Error {
  readonly code = 'pdf-unavailable';
}

const documentMsMax = 30_000;

type Waiting = { readonly resolve: (pdf: Uint8Array) => void; readonly reject: (error: Error) => void; readonly timer: NodeJS.Timeout };

let thread: { readonly worker: Worker; readonly waiting: Map<number, Waiting> } | undefined;
let last = 0;

function start(): NonNullable<typeof thread> {
  const waiting = new Map<number, Waiting>();
  const worker = new Worker(new URL('compile-worker.ts', import.meta.url));
  const opened = { worker, waiting };
  const end = (error: Error): void => {
    if (thread === opened) thread = undefined;
    for (const { reject, timer } of waiting.values()) {
      clearTimeout(timer);
      reject(error);
    }
    waiting.clear();
  };
  worker.on('message', ({ id, pdf, fault }: CompileAnswer) => {
    const one = waiting.get(id);
    if (one === undefined) return;
    waiting.delete(id);
    clearTimeout(one.timer);
    if (waiting.size === 0) worker.unref();
    if (pdf === undefined) one.reject(new Error(`bug: a statement does not compile: ${fault ?? ''}`));
    else one.resolve(pdf);
  });
  worker.on('error', (error) => end(new PdfUnavailable(error instanceof Error ? error.message : String(error))));
  worker.on('exit', () => end(new PdfUnavailable('the thread of the PDF compiler ended')));
  // Nobody waits for it at the end of the process, but for the documents that are under way.
  worker.unref();
  return opened;
}

/**
 * @param data what the template shows (document.ts)
 * @throws PdfUnavailable where this machine has no compiler, or it did not answer
 */
export async function compilePdf(data: object, createdAt: Temporal.Instant): Promise<Uint8Array> {
  thread ??= start();
  const { worker, waiting } = thread;
  last += 1;
  const id = last;
  return await new Promise<Uint8Array>((resolve, reject) => {
    const timer = setTimeout(() => {
      waiting.delete(id);
      reject(new PdfUnavailable('a document took too long'));
      void worker.terminate();
    }, documentMsMax);
    waiting.set(id, { resolve, reject, timer });
    worker.ref();
    const request: CompileRequest = { id, data: JSON.stringify(data), createdAtSeconds: Math.floor(createdAt.epochMilliseconds / 1000) };
    worker.postMessage(request);
  });
}
