// The token door: what the app talks to. No cookies; every act carries a proof of its own.

import type { App } from '../create-app.ts';
import { ProgrammeAnswer } from '../contracts/token/messages.ts';
import { problems } from '../problems/contract.ts';
import type { ApprovalDeps } from './deps.ts';
import { registerTokenOperationRoutes } from './operations.ts';
import { registerRegistrationRoutes } from './registrations.ts';
import { registerSessionRoutes } from './sessions.ts';

export type { ApprovalDeps } from './deps.ts';
export { batchersOf } from './deps.ts';

export function registerTokenDoor(app: App, deps: ApprovalDeps): void {
  app.get(
    '/token/v1/programme',
    { schema: { summary: 'What the app must know before anyone signs in', response: { 200: ProgrammeAnswer, ...problems() } } },
    () => {
      const { programme, title, languages, defaultLanguage, contact, softToken } = deps.programme;
      return {
        programme,
        title,
        languages: [...languages],
        defaultLanguage,
        contactCentre: contact.centre,
        smsInbound: contact.smsInbound,
        passwordRule: { lengthMin: softToken.passwordLengthMin, lengthMax: softToken.passwordLengthMax },
        ...(deps.vapidPublicKey === undefined ? {} : { vapidPublicKey: deps.vapidPublicKey }),
        platforms: softToken.platforms,
      };
    },
  );
  registerRegistrationRoutes(app, deps);
  registerSessionRoutes(app, deps);
  registerTokenOperationRoutes(app, deps);
}
