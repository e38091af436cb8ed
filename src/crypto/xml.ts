// XML from strangers, read into a small tree: no DOCTYPE, no entities of its own, bounded in size and depth.

import { SaxesParser } from 'saxes';

import { done, refused, type Outcome } from '../kernel/refusal.ts';

export type XmlElement = {
  readonly namespace: string;
  readonly name: string;
  /** Attributes without a namespace, by name. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: XmlElement[];
  /** Character data that stands directly in the element. */
  text: string;
};

export type XmlRefusal = 'xml-too-large' | 'xml-encoding' | 'xml-doctype' | 'xml-too-deep' | 'xml-malformed';

export const xmlBytesMax = 1_048_576;
const depthMax = 32;
const childrenMax = 20_000;

class Refusal extends Error {
  readonly reason: XmlRefusal;

  constructor(reason: XmlRefusal) {
    super(reason);
    this.reason = reason;
  }
}

/** Reads a UTF-8 document of at most 1 MiB. Entities are those five of XML itself; any other is malformed. */
export function parseXml(bytes: Uint8Array): Outcome<XmlElement, XmlRefusal> {
  if (bytes.length > xmlBytesMax) return refused('xml-too-large');
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return refused('xml-encoding');
  }
  // Before the parser, which reports a DOCTYPE only at its end and may have stumbled by then over what stands in it.
  if (/<!DOCTYPE/i.test(text)) return refused('xml-doctype');
  const parser = new SaxesParser({ xmlns: true });
  const open: XmlElement[] = [];
  let root: XmlElement | undefined;
  let elements = 0;
  const stop = (reason: XmlRefusal): never => {
    throw new Refusal(reason);
  };

  parser.on('error', () => stop('xml-malformed'));
  parser.on('xmldecl', ({ encoding }) => {
    if (encoding !== undefined && !/^utf-?8$/i.test(encoding)) stop('xml-encoding');
  });
  parser.on('opentag', (tag) => {
    elements += 1;
    if (open.length >= depthMax || elements > childrenMax) stop('xml-too-deep');
    const attributes = new Map<string, string>();
    for (const attribute of Object.values(tag.attributes)) {
      if (attribute.uri === '') attributes.set(attribute.local, attribute.value);
    }
    const element: XmlElement = { namespace: tag.uri, name: tag.local, attributes, children: [], text: '' };
    open.at(-1)?.children.push(element);
    root ??= element;
    open.push(element);
  });
  const addText = (part: string): void => {
    const element = open.at(-1);
    if (element !== undefined) element.text += part;
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => void open.pop());
  try {
    parser.write(text).close();
  } catch (error) {
    if (error instanceof Refusal) return refused(error.reason);
    throw error;
  }
  return root === undefined ? refused('xml-malformed') : done(root);
}
