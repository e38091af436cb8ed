// The four steps of TK-06, in order: enrolled, installed, registered, activated.

export type MissingStep = 'enrol' | 'install' | 'register' | 'activate';

/** The first step that is missing. The bank cannot see an installation before it registers: the two are told as one. */
export function missingStep({
  enrolled,
  registered,
  activated,
}: {
  enrolled: boolean;
  registered: boolean;
  activated: boolean;
}): MissingStep | undefined {
  if (!enrolled) return 'enrol';
  if (activated) return undefined;
  return registered ? 'activate' : 'install';
}
