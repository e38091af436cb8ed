// The customers: who they are and how the bank reaches them.

export { isLanguage, languages, type Contacts, type Customer, type Language } from './customer.ts';
export { customer, customerByMobile, customerByNumber, customersAfter } from './store.ts';
export { civilIdDigest, civilIdOf, contactsOf, contactsOfAll, customerByCivilId, searchCustomers } from './find.ts';
export { openCustomer, type NewCustomer, type OpenRefusal } from './open-customer.ts';
export {
  changeAddress,
  changeEmail,
  changeMobile,
  correctIdentity,
  deleteContact,
  markMobileVerified,
  setLanguage,
  type MobileRefusal,
} from './change-contacts.ts';
export { isEmail, maskEmail, maskMobile, toMobile } from './rules/mobile.ts';
export { sealedColumns } from './sealed.ts';
