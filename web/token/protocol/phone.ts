// A phone with the soft token: the app's whole conversation with the bank, without a page and without a browser.
import { type BiometricAuthenticator, setBiometry } from './biometry.ts';
import { commitActivation, otp, scanFrame } from './codes.ts';
import { type PhoneContext, askSigned, endSession } from './context.ts';
import { changePassword } from './password.ts';
import {
  type RegistrationRequest,
  abandonRegistration,
  choosePassword,
  enterCode,
  register,
  registrationState,
  resendCode,
} from './registration.ts';
import {
  type PushSubscriptionKeys,
  type SignInWith,
  connect,
  decide,
  operation,
  pending,
  signIn,
  state,
  subscribePush,
  whenOnline,
} from './session.ts';
import type { Store } from './store.ts';
import type { Transport } from './transport.ts';

export type { Activated } from './activation.ts';
export type { BiometricAuthenticator } from './biometry.ts';
export type { Otp, ScannedFrame } from './codes.ts';
export type { BiometryState, DeviceStatus } from './context.ts';
export type { RegistrationRequest, RegistrationState } from './registration.ts';
export type { DecisionAnswer, SignedIn } from './session.ts';
export type { Operation, PhoneRecord, Platform, Store } from './store.ts';
export type { Answer, Refusal, Transport } from './transport.ts';
export { createMemoryStore } from './store.ts';
export { createHttpTransport } from './transport.ts';

export type PhoneOptions = {
  readonly store: Store;
  readonly transport: Transport;
  /** Unix milliseconds; the system's clock without it. */
  readonly clock?: () => number;
};

/** What is kept on the phone, in words: which screens the app can show before the bank is asked. */
export type Standing = {
  readonly registration?: { readonly purpose: 'register' | 'reset-password'; readonly step: 'identity' | 'password' };
  readonly device?: {
    readonly deviceId: string;
    readonly activated: boolean;
    readonly biometry: 'never' | 'on' | 'off' | 'password-first';
  };
  readonly passwordRule?: { readonly lengthMin: number; readonly lengthMax: number };
  readonly signedIn: 'no' | 'offline' | 'online';
  readonly factor?: 'knowledge' | 'biometry';
};

export type Phone = ReturnType<typeof createPhone>;

/** Makes a phone over a store and a transport. All methods answer with `done`, `refused` (reason, figures) or `unreachable`. */
export function createPhone(options: PhoneOptions) {
  const context: PhoneContext = {
    store: options.store,
    transport: options.transport,
    clock: options.clock ?? Date.now,
    session: undefined,
    shown: new Map(),
    scanned: new Map(),
    otpCodes: new Map(),
  };
  return {
    register: (request: RegistrationRequest) => register(context, request),
    /** A forgotten or locked app password (TK-23): the steps of a registration, on the device that exists. */
    resetPassword: (request: Omit<RegistrationRequest, 'purpose'>) => register(context, { ...request, purpose: 'reset-password' }),
    registrationState: () => registrationState(context),
    resendCode: () => resendCode(context),
    enterCode: (code: string) => enterCode(context, code),
    choosePassword: (password: string) => choosePassword(context, password),
    abandonRegistration: () => abandonRegistration(context),
    signIn: (given: SignInWith) => signIn(context, given),
    connect: () => connect(context),
    signOut: () => endSession(context),
    pending: () => pending(context),
    operation: (operationId: string) => operation(context, operationId),
    decide: (operationId: string, decision: 'approve' | 'reject', more?: { readonly notMine?: boolean; readonly match?: string }) =>
      decide(context, operationId, decision, more),
    scanFrame: (frame: Uint8Array) => scanFrame(context, frame),
    commitActivation: () => commitActivation(context),
    otp: (now?: number) => otp(context, now),
    changePassword: (current: string, next: string) => whenOnline(context, () => changePassword(context, current, next)),
    setBiometry: (given: { readonly enabled: boolean; readonly password: string; readonly authenticator?: BiometricAuthenticator }) =>
      whenOnline(context, () => setBiometry(context, given)),
    state: () => state(context),
    subscribePush: (subscription: PushSubscriptionKeys) => subscribePush(context, subscription),
    programme: <T>() => askSigned<T>(context, { method: 'GET', path: '/token/v1/programme' }),
    /** What the phone itself knows, without asking the bank. */
    async standing(): Promise<Standing> {
      const record = await context.store.read();
      const { session } = context;
      const device = record?.device;
      const registration = record?.registration;
      const biometry = device?.biometry;
      return {
        ...(registration === undefined
          ? {}
          : { registration: { purpose: registration.purpose, step: registration.offer === undefined ? 'identity' : 'password' } as const }),
        ...(device === undefined
          ? {}
          : {
              device: {
                deviceId: device.deviceId,
                activated: device.activatedAtS !== undefined,
                biometry:
                  biometry?.kind !== 'enrolled'
                    ? biometry?.credentialId === undefined
                      ? 'never'
                      : 'off'
                    : biometry.passwordFirst
                      ? 'password-first'
                      : 'on',
              } as const,
            }),
        ...(record?.passwordRule === undefined ? {} : { passwordRule: record.passwordRule }),
        signedIn: session === undefined ? 'no' : session.online === undefined ? 'offline' : 'online',
        ...(session === undefined ? {} : { factor: session.factor }),
      };
    },
    /** Removes everything from the phone, the installation's key included (TK-28). */
    async remove(): Promise<void> {
      endSession(context);
      await context.store.update(() => ({ record: undefined, result: undefined }));
    },
  };
}
