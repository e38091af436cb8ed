// The identity cards that demo customers carry.

/** The machine-readable zone of a national card as a demo customer carries it (ICAO 9303-5, size TD1). */
export function demoDocument(person: { readonly civilId: string; readonly birthDate: string; readonly nameLatin: string }): string[] {
  const digit = (text: string): string => {
    const weights = [7, 3, 1];
    let sum = 0;
    for (const [index, character] of [...text].entries())
      sum += (character === '<' ? 0 : Number.parseInt(character, 36)) * (weights[index % 3] ?? 0);
    return String(sum % 10);
  };
  const number = person.civilId.padEnd(9, '<');
  const birth = person.birthDate.slice(2).replaceAll('-', '');
  const expiry = '350630';
  const first = `IDOMN${number}${digit(number)}`.padEnd(30, '<');
  const [given = '', ...rest] = person.nameLatin.toUpperCase().split(' ');
  const dates = `${birth}${digit(birth)}M${expiry}${digit(expiry)}`;
  const optional = '<'.repeat(11);
  const whole = first.slice(5) + dates.slice(0, 7) + dates.slice(8, 15) + optional;
  return [first, `${dates}OMN${optional}${digit(whole)}`, `${rest.join('<')}<<${given}`.slice(0, 30).padEnd(30, '<')];
}
