// One line of CSV as RFC 4180 has it, without line breaks inside quotes: a record is a line.

/** The fields of a line; undefined where quotes do not close or stand in the middle of a field. */
export function csvFields(text: string): string[] | undefined {
  if (!text.includes('"')) return text.split(',');
  const fields: string[] = [];
  let at = 0;
  for (;;) {
    if (text[at] !== '"') {
      const end = text.indexOf(',', at);
      const field = end === -1 ? text.slice(at) : text.slice(at, end);
      if (field.includes('"')) return undefined;
      fields.push(field);
      if (end === -1) return fields;
      at = end + 1;
      continue;
    }
    let value = '';
    at += 1;
    for (;;) {
      const end = text.indexOf('"', at);
      if (end === -1) return undefined;
      value += text.slice(at, end);
      at = end + 1;
      if (text[at] !== '"') break;
      value += '"';
      at += 1;
    }
    fields.push(value);
    if (at === text.length) return fields;
    if (text[at] !== ',') return undefined;
    at += 1;
  }
}

/** A field as csvFields reads it back. */
export function csvField(value: string): string {
  return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
