// Clients of the issuer API and their keys.

export { allScopes, isScope, scopes, type Scope } from './rules/scopes.ts';
export { callerOf, createClient, revokeKey, rotateKey, type ApiCaller, type FreshKey } from './keys.ts';
export { markClosed as closeClient, selectClients as clientsOf, selectKeys as keysOf, type ClientRow, type KeyRow } from './store.ts';
