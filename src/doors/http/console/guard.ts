// Every route of the console names the permission that it needs; one without does not come to be.

import type { FastifyReply, FastifyRequest } from 'fastify';

import { customer } from '../../../modules/customers/index.ts';
import { may, staffOfSession, type Permission, type SignedInStaff, type StaffContext } from '../../../modules/staff/index.ts';
import type { App } from '../create-app.ts';
import type { Deps } from '../deps.ts';
import { sendProblem } from '../problems/problem.ts';

/** `__Host-`: only over https (or localhost), for this host alone, for every path. */
export const cookieName = '__Host-ramz-console';

declare module 'fastify' {
  interface FastifyContextConfig {
    permission?: Permission | 'public';
  }
  interface FastifyRequest {
    staff?: SignedInStaff;
  }
}

/** The person behind the request; routes with a permission always have one. */
export function person(request: FastifyRequest): SignedInStaff {
  if (request.staff === undefined) throw new Error('bug: a route of the console without a signed-in person');
  return request.staff;
}

/** Who acts, as it is written down: the person behind the request. */
export const actorOf = (request: FastifyRequest): string => `staff:${person(request).staffId}`;

/** Checks session and permission of every route under /console/v1/, and refuses to add a route that names none. */
export function guardConsole(app: App, context: StaffContext, now: () => Temporal.Instant): void {
  app.decorateRequest('staff');
  app.addHook('onRoute', (route) => {
    if (route.url.startsWith('/console/v1/') && route.config?.permission === undefined) {
      throw new Error(`bug: ${String(route.method)} ${route.url} names no permission`);
    }
  });
  app.addHook('preValidation', async (request: FastifyRequest, reply: FastifyReply) => {
    const wanted = request.routeOptions.config.permission;
    if (wanted === undefined || wanted === 'public') return undefined;
    const secret = request.cookies[cookieName];
    const staff = secret === undefined ? undefined : await staffOfSession(context, secret, now());
    if (staff === undefined) return sendProblem(reply, 'not-signed-in');
    if (!may(staff.roles, wanted)) return sendProblem(reply, 'not-permitted');
    request.staff = staff;
    return undefined;
  });
}

/** Customers of another bank are unknown here: asked once for every route that names one, after the permission. */
export function guardCustomers(app: App, { database, programme }: Pick<Deps, 'database' | 'programme'>): void {
  app.addHook('preHandler', async (request: FastifyRequest, reply: FastifyReply) => {
    if (!/^\/console\/v1\/customers\/:id(?:\/|$)/.test(request.routeOptions.url ?? '')) return undefined;
    const { id } = request.params as { id: string };
    if ((await customer(database, id))?.programme !== programme.programme) return sendProblem(reply, 'customer-unknown');
    return undefined;
  });
}
