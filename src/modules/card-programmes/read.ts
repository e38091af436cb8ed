// Reads one card programme file and names every mistake with its file, line and field.

import { readFigures, type Disagreement } from '../programmes/index.ts';
import { CardProgrammeSchema, type CardProgramme } from './schema.ts';

/** What the schema alone cannot say: how fields must fit each other. */
function disagreements(programme: CardProgramme, file: string): Disagreement[] {
  const found: Disagreement[] = [];
  const check = (fits: boolean, path: string[], message: string): void => {
    if (!fits) found.push({ path, message });
  };
  check(file.endsWith(`${programme.programme}.yaml`), ['programme'], 'must be the name of the file without .yaml');
  for (const [kind, { class: operationClass, approvers }] of Object.entries(programme.operations)) {
    const path = ['operations', kind, 'approvers'];
    check(approvers.length > 0, path, 'needs at least one approver');
    // TK-20: a code that is not linked to a transaction can never move money.
    check(operationClass !== 'financial' || !approvers.includes('soft-otp'), path, "'soft-otp' cannot approve a financial operation");
  }
  const groups = Object.keys(programme.merchantGroups);
  for (const group of programme.merchantGroupsRefused)
    check(groups.includes(group), ['merchantGroupsRefused'], `there is no merchant group '${group}'`);
  programme.holdPolicy.rows.forEach(({ group }, index) => {
    check(
      group === undefined || groups.includes(group),
      ['holdPolicy', 'rows', String(index), 'group'],
      `there is no merchant group '${group}'`,
    );
  });
  const last = programme.holdPolicy.rows.at(-1);
  check(
    last?.group === undefined && last?.cardPresent === undefined && last?.preAuthorization === undefined,
    ['holdPolicy', 'rows'],
    'the last row must fit everything',
  );
  for (const use of programme.application.dataUsesRequired)
    check(programme.application.dataUses.includes(use), ['application', 'dataUsesRequired'], `'${use}' is not in application.dataUses`);
  check(programme.kiosk.warningSeconds < programme.kiosk.idleSeconds, ['kiosk', 'warningSeconds'], 'must be less than kiosk.idleSeconds');
  return found;
}

/**
 * Reads one card programme from its text.
 * @param file the name that mistakes are told with
 * @throws ProgrammeFault with every mistake of the file
 */
export function readCardProgramme(file: string, text: string): CardProgramme {
  return readFigures(CardProgrammeSchema, disagreements, file, text);
}
