// Argon2id alone, in a file of its own, so that it is loaded when a password is first typed and not before the first screen.
export { argon2id } from 'hash-wasm';
