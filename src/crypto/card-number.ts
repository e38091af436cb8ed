// Card numbers beside what is made over them (PIN blocks, CVV, PVV). Pure, without node: imports: pages use it too.

export * from '../kernel/card-number.ts';
export { hasLuhnCheckDigit } from '../kernel/digits.ts';
