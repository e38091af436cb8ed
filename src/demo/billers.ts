// Billers of the demo bank: invented companies with the forms of number that such companies use.

import type { NewBiller } from '../modules/payments/index.ts';

const account = { en: 'Account number', ar: 'رقم الحساب', fa: 'شمارهٔ اشتراک', kk: 'Шот нөмірі' };

export const demoBillers: readonly NewBiller[] = [
  {
    id: 'gulf-star-mobile',
    programme: 'oman-token',
    category: 'telecom',
    name: { en: 'Gulf Star Mobile', ar: 'نجم الخليج للاتصالات', fa: 'ستارهٔ خلیج موبایل', kk: 'Галф Стар Мобайл' },
    referenceLabel: { en: 'Mobile number, 8 digits', ar: 'رقم الهاتف، 8 أرقام', fa: 'شمارهٔ موبایل، ۸ رقم', kk: 'Мобильді нөмір, 8 сан' },
    referencePattern: '[79][0-9]{7}',
    referenceExample: '92123456',
  },
  {
    id: 'frankincense-fibre',
    programme: 'oman-token',
    category: 'telecom',
    name: { en: 'Frankincense Fibre', ar: 'ألياف اللبان', fa: 'فیبر کندر', kk: 'Франкинсенс Файбер' },
    referenceLabel: account,
    referencePattern: 'FF[0-9]{7}',
    referenceExample: 'FF1024680',
  },
  {
    id: 'muscat-light',
    programme: 'oman-token',
    category: 'electricity',
    name: { en: 'Muscat Light and Power', ar: 'إنارة مسقط للكهرباء', fa: 'برق و روشنایی مسقط', kk: 'Маскат жарық және қуат' },
    referenceLabel: account,
    referencePattern: '[0-9]{8,10}',
    referenceExample: '10203040',
  },
  {
    id: 'falaj-water',
    programme: 'oman-token',
    category: 'water',
    name: { en: 'Falaj Water', ar: 'مياه الفلج', fa: 'آب فلج', kk: 'Фалаж су' },
    referenceLabel: account,
    referencePattern: 'W[0-9]{7}',
    referenceExample: 'W5550123',
  },
  {
    id: 'al-wadi-municipality',
    programme: 'oman-token',
    category: 'government',
    name: { en: 'Al Wadi Municipality', ar: 'بلدية الوادي', fa: 'شهرداری الوادی', kk: 'Әл-Уади муниципалитеті' },
    referenceLabel: { en: 'Notice number', ar: 'رقم الإشعار', fa: 'شمارهٔ اخطار', kk: 'Хабарлама нөмірі' },
    referencePattern: '[0-9]{4}-?[0-9]{6}',
    referenceExample: '2026-001234',
  },
  {
    id: 'palm-school',
    programme: 'oman-token',
    category: 'education',
    name: { en: 'Palm School', ar: 'مدرسة النخيل', fa: 'مدرسهٔ نخل', kk: 'Пальма мектебі' },
    referenceLabel: { en: 'Pupil number', ar: 'رقم الطالب', fa: 'شمارهٔ دانش‌آموز', kk: 'Оқушы нөмірі' },
    referencePattern: 'P[0-9]{5}',
    referenceExample: 'P20418',
  },
];
