// The phone's store in the browser: one record in IndexedDB, where keys lie that cannot be read out.
import { type DBSchema, openDB } from 'idb';
import type { PhoneRecord, Store } from './store.ts';

interface PhoneDatabase extends DBSchema {
  phone: { key: 'record'; value: PhoneRecord };
}

export async function openPhoneStore(name = 'ramz-token'): Promise<Store> {
  const database = await openDB<PhoneDatabase>(name, 1, {
    upgrade(fresh) {
      fresh.createObjectStore('phone');
    },
  });
  return {
    read: () => database.get('phone', 'record'),
    async update(change) {
      // Strict: an index that was claimed must not come back after a crash.
      const transaction = database.transaction('phone', 'readwrite', { durability: 'strict' });
      const { record, result } = change(await transaction.store.get('record'));
      if (record === undefined) await transaction.store.delete('record');
      else await transaction.store.put(record, 'record');
      await transaction.done;
      return result;
    },
  };
}
