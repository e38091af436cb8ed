// Cuts bytes into lines with their numbers, within a length, whatever the pieces they come in.

/** A record is far shorter; a longer line is no file of this format, or an attack on memory. */
export const lineBytesMax = 16_384;

/** `open`: the bytes ended before the line did. */
export type Line =
  | { readonly line: number; readonly text: string; readonly open?: true }
  | { readonly line: number; readonly wrong: 'line-too-long' | 'not-utf8'; readonly open?: true };

const newLine = 0x0a;
const replacement = '\uFFFD';

function lineOf(line: number, bytes: Buffer): Line {
  const end = bytes.at(-1) === 0x0d ? bytes.length - 1 : bytes.length;
  const text = bytes.toString('utf8', 0, end);
  return text.includes(replacement) ? { line, wrong: 'not-utf8' } : { line, text };
}

/** Lines of UTF-8 bytes, numbered from 1, LF or CRLF; a line that is too long or not UTF-8 is told of and skipped. */
export async function* linesOf(chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): AsyncGenerator<Line[]> {
  let rest: Buffer = Buffer.alloc(0);
  let line = 0;
  let skipping = false;
  for await (const chunk of chunks) {
    const data = Buffer.concat([rest, chunk]);
    const found: Line[] = [];
    let start = 0;
    for (let end = data.indexOf(newLine, start); end !== -1; end = data.indexOf(newLine, start)) {
      if (!skipping) {
        line += 1;
        found.push(end - start > lineBytesMax ? { line, wrong: 'line-too-long' } : lineOf(line, data.subarray(start, end)));
      }
      skipping = false;
      start = end + 1;
    }
    rest = data.subarray(start);
    if (skipping) rest = Buffer.alloc(0);
    else if (rest.length > lineBytesMax) {
      line += 1;
      found.push({ line, wrong: 'line-too-long' });
      skipping = true;
      rest = Buffer.alloc(0);
    }
    if (found.length > 0) yield found;
  }
  if (rest.length > 0) yield [{ ...lineOf(line + 1, rest), open: true }];
}
