// What is asked for with each kind of payment, as the door checks it.

import Type from 'typebox';

const strict = { additionalProperties: false } as const;
const Amount = Type.Object(
  { currency: Type.String({ maxLength: 3 }), minor: Type.String({ maxLength: 19, description: 'minor units, a decimal integer' }) },
  strict,
);
const AccountId = Type.String({
  pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$',
  description: 'id of an account of the customer',
});
const Reference = Type.Optional(Type.String({ maxLength: 140, description: 'shown on both statements; never a card number' }));

export const TransferOwnParams = Type.Object({ from: AccountId, to: AccountId, amount: Amount, reference: Reference }, strict);
export const TransferCustomerParams = Type.Object(
  {
    from: AccountId,
    to: Type.String({ maxLength: 40, description: 'account number or IBAN as a person writes it' }),
    amount: Amount,
    reference: Reference,
  },
  strict,
);
export const BillPaymentParams = Type.Object(
  {
    from: AccountId,
    biller: Type.String({ maxLength: 40 }),
    billReference: Type.String({ maxLength: 40, description: "the customer's number at the biller" }),
    amount: Amount,
  },
  strict,
);

export type TransferOwn = Type.Static<typeof TransferOwnParams>;
export type TransferCustomer = Type.Static<typeof TransferCustomerParams>;
export type BillPayment = Type.Static<typeof BillPaymentParams>;

/** One payment that is asked for: its kind, with the parameters of that kind. */
export type PaymentParams =
  | { readonly kind: 'transfer-own'; readonly params: TransferOwn }
  | { readonly kind: 'transfer-customer'; readonly params: TransferCustomer }
  | { readonly kind: 'bill-payment'; readonly params: BillPayment };
