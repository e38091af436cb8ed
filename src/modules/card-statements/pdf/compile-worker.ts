// Runs in a thread of its own: compiles one document after the other to PDF/A-2b, or says why not.

import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parentPort } from 'node:worker_threads';

export type CompileRequest = { readonly id: number; readonly data: string; readonly createdAtSeconds: number };
export type CompileAnswer = { readonly id: number; readonly pdf?: Uint8Array; readonly fault?: string };

const require = createRequire(import.meta.url);

/** What is used of the compiler. */
type Compiler = {
  compile(input: { mainFileContent: string; inputs: Record<string, string> }): {
    readonly result: object | null;
    takeError(): { readonly shortDiagnostics: unknown } | null;
  };
  pdf(document: object, options: { pdfStandard: string; creationTimestamp: number }): Uint8Array;
  evictCache(age: number): void;
};
type Library = {
  readonly NodeCompiler: { create(options: { workspace: string; fontArgs: { fontBlobs: Buffer[] }[] }): Compiler };
};

// The library of this platform itself: the package around it asks for platforms that are not published, which npm cannot lock.
const { NodeCompiler } = require(`@myriaddreamin/typst-ts-node-compiler-${process.platform}-${process.arch}-gnu`) as Library;

const folderOf = (name: string): string => dirname(require.resolve(`${name}/package.json`));

/** The same faces as the pages': Vazirmatn for Arabic and Persian, Inter for Latin and Cyrillic with all Kazakh letters. */
function fonts(): Buffer[] {
  const vazirmatn = join(folderOf('vazirmatn'), 'fonts/ttf');
  const inter = folderOf('@expo-google-fonts/inter');
  return [
    join(vazirmatn, 'Vazirmatn-Regular.ttf'),
    join(vazirmatn, 'Vazirmatn-SemiBold.ttf'),
    join(inter, '400Regular/Inter_400Regular.ttf'),
    join(inter, '600SemiBold/Inter_600SemiBold.ttf'),
  ].map((path) => readFileSync(path));
}

const source = readFileSync(new URL('statement.typ', import.meta.url), 'utf8');
const compiler = NodeCompiler.create({ workspace: dirname(new URL(import.meta.url).pathname), fontArgs: [{ fontBlobs: fonts() }] });

function compile({ data, createdAtSeconds }: CompileRequest): Uint8Array {
  const compiled = compiler.compile({ mainFileContent: source, inputs: { data } });
  const document = compiled.result;
  if (document === null) {
    const error = compiled.takeError();
    throw new Error(error === null ? 'the document could not be compiled' : JSON.stringify(error.shortDiagnostics));
  }
  const pdf = compiler.pdf(document, { pdfStandard: 'a-2b', creationTimestamp: createdAtSeconds });
  compiler.evictCache(10);
  return new Uint8Array(pdf);
}

parentPort?.on('message', (request: CompileRequest) => {
  let answer: CompileAnswer;
  try {
    answer = { id: request.id, pdf: compile(request) };
  } catch (error) {
    answer = { id: request.id, fault: error instanceof Error ? error.message : String(error) };
  }
  parentPort?.postMessage(answer);
});
