// The token door: what the app talks to. No cookies; every act carries a proof of its own.

import type { FastifyRequest } from 'fastify';

import type { App } from '../create-app.ts';
import { ProgrammeAnswer } from '../contracts/token/messages.ts';
import { problems } from '../problems/contract.ts';
import type { ApprovalDeps } from './deps.ts';
import { registerTokenOperationRoutes } from './operations.ts';
import { registerRegistrationRoutes } from './registrations.ts';
import { registerSessionRoutes } from './sessions.ts';

export type { ApprovalDeps } from './deps.ts';
export { batchersOf } from './deps.ts';

/**
 * Where the web bank is: its own address, or the port before this one as in a start without addresses. There the phones of
 * a demo have hosts of their own (`salim.localhost`), and the web bank has not.
 */
function bankAddress({ settings }: ApprovalDeps, request: FastifyRequest): string {
  const host = request.hostname.replace(/^[^.]+\.localhost$/, 'localhost');
  return settings.origins.bank ?? `${request.protocol}://${host}:${(request.port ?? 81) - 1}`;
}

export function registerTokenDoor(app: App, deps: ApprovalDeps): void {
  app.get(
    '/token/v1/programme',
    { schema: { summary: 'What the app must know before anyone signs in', response: { 200: ProgrammeAnswer, ...problems() } } },
    (request) => {
      const { programme, title, languages, defaultLanguage, contact, softToken } = deps.programme;
      return {
        programme,
        title,
        languages: [...languages],
        defaultLanguage,
        contactCentre: contact.centre,
        bankAddress: bankAddress(deps, request),
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
