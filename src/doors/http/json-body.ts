// Reads a JSON body: nesting is bounded before it is parsed, and names that would reach an object's prototype are refused.

const depthMax = 32;

export class JsonFault extends Error {
  readonly code: 'malformed-json' | 'json-too-deep';
  constructor(code: 'malformed-json' | 'json-too-deep') {
    super(code);
    this.code = code;
  }
}

/** Whether brackets nest deeper than `max`, outside of strings. Looks at each character once and keeps nothing. */
export function nestsDeeperThan(text: string, max: number): boolean {
  let depth = 0;
  let inString = false;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (inString) {
      if (code === 0x5c) index += 1;
      else if (code === 0x22) inString = false;
    } else if (code === 0x22) inString = true;
    else if (code === 0x7b || code === 0x5b) {
      depth += 1;
      if (depth > max) return true;
    } else if (code === 0x7d || code === 0x5d) depth -= 1;
  }
  return false;
}

/** The value of a body; an empty body is undefined (the schema says whether one is needed). */
export function readJson(text: string): unknown {
  if (text === '') return undefined;
  if (nestsDeeperThan(text, depthMax)) throw new JsonFault('json-too-deep');
  // JSON.parse makes '__proto__' an own property, which a later copy would turn into a prototype.
  const suspicious = /__proto__|constructor|\\u/i.test(text);
  try {
    if (!suspicious) return JSON.parse(text) as unknown;
    return JSON.parse(text, (name, value: unknown) => {
      if (name === '__proto__' || name === 'constructor') throw new JsonFault('malformed-json');
      return value;
    }) as unknown;
  } catch {
    throw new JsonFault('malformed-json');
  }
}
