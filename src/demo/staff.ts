// The demo's staff: one person for each role and two at the branch, invited anew at each start.

import { addMember, invite, memberNamed, type Role, type StaffContext } from '../modules/staff/index.ts';

export type DemoStaff = {
  readonly userName: string;
  readonly name: string;
  readonly roles: readonly Role[];
  /** Secret of the invitation: what comes after '#' in the console's address `/enrol`. */
  readonly invitation: string;
};

const people: readonly Omit<DemoStaff, 'invitation'>[] = [
  { userName: 'salma', name: 'Salma Al Harrasi', roles: ['branch'] },
  { userName: 'badr', name: 'Badr Al Wahaibi', roles: ['branch'] },
  { userName: 'ali', name: 'Ali Al Zadjali', roles: ['contact-centre'] },
  { userName: 'omar', name: 'Omar Al Kindi', roles: ['operations'] },
  { userName: 'huda', name: 'Huda Al Maskari', roles: ['supervisor'] },
  { userName: 'noor', name: 'Noor Al Abri', roles: ['auditor'] },
];

/** Adds who is missing and invites everybody: whoever tries the demo in another browser can enrol a passkey there too. */
export async function seedStaff(context: StaffContext, now: Temporal.Instant): Promise<DemoStaff[]> {
  const staff: DemoStaff[] = [];
  for (const person of people) {
    const known = await memberNamed(context.db, person.userName);
    const added = known === undefined ? await addMember(context, { ...person, by: null }, now) : undefined;
    if (added?.kind === 'refused') throw new Error(`bug: demo staff ${person.userName} was refused: ${added.reason}`);
    const staffId = known?.id ?? added?.value.id ?? '';
    const invited = await invite(context, { staffId, by: null }, now);
    // Somebody whom a supervisor of the demo has disabled stays outside.
    if (invited.kind === 'done') staff.push({ ...person, invitation: invited.value.secret });
  }
  return staff;
}
