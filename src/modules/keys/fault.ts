// Faults of the key store: the process or the caller cannot go on, and the code says which kind of repair is needed.

export type KeyFaultCode =
  | 'key-file-open-to-others' // somebody beside the owner may read the key files
  | 'key-file-broken' // unreadable, not JSON, or not what we wrote
  | 'key-unknown' // a value or a data key was sealed under a key that is not here
  | 'key-mismatch' // wrong owner, or the bytes were changed
  | 'rotation-running' // another rotation holds the lock
  | 'pkcs11-unavailable' // the library, the token or the PIN does not work
  | 'pkcs11-refused'; // the token refused a call

export class KeyFault extends Error {
  readonly code: KeyFaultCode;

  constructor(code: KeyFaultCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'KeyFault';
    this.code = code;
  }
}
