// Staff members, and acts that wait for a second person.

import Type from 'typebox';

import { acts } from '../../../../modules/staff/index.ts';
import { problems } from '../../problems/contract.ts';
import { Timestamp, Uuid } from '../token/messages.ts';
import { ById, Reason, RoleName } from './session.ts';

const strict = { additionalProperties: false } as const;
const signedIn = ['not-signed-in', 'not-permitted'] as const;

export const StaffList = {
  response: {
    200: Type.Object({
      staff: Type.Array(
        Type.Object({
          id: Uuid,
          userName: Type.String(),
          name: Type.String(),
          roles: Type.Array(RoleName),
          status: Type.Enum(['active', 'disabled']),
          passkeys: Type.Integer(),
          lastSeenAt: Type.Union([Timestamp, Type.Null()]),
          invitedUntil: Type.Union([Timestamp, Type.Null()]),
        }),
      ),
    }),
    ...problems(...signedIn),
  },
};

const Invitation = Type.Object({
  staffId: Uuid,
  secret: Type.String({ description: 'shown once; opens /enrol#<secret>' }),
  expiresAt: Timestamp,
});

export const StaffAdd = {
  body: Type.Object(
    {
      userName: Type.String({ maxLength: 40 }),
      name: Type.String({ maxLength: 120 }),
      roles: Type.Array(RoleName, { minItems: 1, maxItems: 5 }),
    },
    strict,
  ),
  response: {
    201: Invitation,
    ...problems(
      ...signedIn,
      'user-name-taken',
      'user-name-malformed',
      'staff-name-missing',
      'roles-missing',
      'staff-unknown',
      'staff-disabled',
    ),
  },
};

export const StaffInvite = { params: ById, response: { 201: Invitation, ...problems(...signedIn, 'staff-unknown', 'staff-disabled') } };

export const StaffRoles = {
  params: ById,
  body: Type.Object({ roles: Type.Array(RoleName, { minItems: 1, maxItems: 5 }), reason: Reason }, strict),
  response: { 204: Type.Null(), ...problems(...signedIn, 'staff-unknown', 'own-staff-account', 'roles-missing') },
};

export const StaffActive = {
  params: ById,
  body: Type.Object({ active: Type.Boolean(), reason: Reason }, strict),
  response: { 204: Type.Null(), ...problems(...signedIn, 'staff-unknown', 'own-staff-account') },
};

const RequestStatus = Type.Enum(['waiting', 'approved', 'refused', 'withdrawn', 'failed']);

export const Request = Type.Object({
  id: Uuid,
  action: Type.Enum([...acts]),
  status: Type.Enum(['waiting', 'approved', 'refused', 'withdrawn', 'failed', 'expired']),
  customer: Type.Object({ id: Uuid, number: Type.String(), name: Type.String(), nameLatin: Type.String() }),
  payload: Type.Record(Type.String(), Type.String()),
  reason: Type.String(),
  askedBy: Type.Object({ id: Uuid, name: Type.String() }),
  askedAt: Timestamp,
  expiresAt: Timestamp,
  decidedBy: Type.Union([Type.Object({ id: Uuid, name: Type.String() }), Type.Null()]),
  decidedAt: Type.Union([Timestamp, Type.Null()]),
  note: Type.Union([Type.String(), Type.Null()]),
  mayDecide: Type.Boolean({ description: 'whether the person who asks may decide it now' }),
});

export const RequestList = {
  querystring: Type.Object({ status: Type.Optional(RequestStatus), cursor: Type.Optional(Type.String({ maxLength: 200 })) }, strict),
  response: {
    200: Type.Object({ requests: Type.Array(Request), next: Type.Optional(Type.String()) }),
    ...problems(...signedIn, 'cursor-unknown'),
  },
};

const decisionProblems = [...signedIn, 'request-unknown', 'request-decided', 'request-expired', 'same-person'] as const;

export const RequestDecide = {
  params: ById,
  body: Type.Object({ decision: Type.Enum(['approve', 'refuse']), note: Type.Optional(Type.String({ maxLength: 300 })) }, strict),
  response: {
    200: Type.Object({
      status: Type.Enum(['approved', 'refused', 'failed']),
      because: Type.Optional(Type.String({ description: 'reason code of an act that was no longer possible' })),
    }),
    ...problems(...decisionProblems),
  },
};

export const RequestWithdraw = {
  params: ById,
  response: { 204: Type.Null(), ...problems(...signedIn, 'request-unknown', 'request-decided') },
};

/** The answer of an act that the programme may put under four eyes. */
export const ActAnswer = Type.Object({
  state: Type.Enum(['done', 'waiting']),
  requestId: Type.Optional(Uuid),
  expiresAt: Type.Optional(Timestamp),
});
