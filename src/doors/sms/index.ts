// The door of SMS.

export { connectSms, type SmsConnection, type SmsSettings } from './smpp-client.ts';
