// OpenAPI 3.1 documents of the doors, generated from the contracts of their routes.

import type { TSchema } from 'typebox';

import { consoleSummaries } from './contracts/console/summaries.ts';
import type { App } from './create-app.ts';

export type ApiName = 'issuer' | 'bank' | 'token' | 'console' | 'kiosk';

type Part = { readonly title: string; readonly under: string; readonly description: string; readonly security?: object };

const parts: Readonly<Record<ApiName, Part>> = {
  issuer: {
    title: 'Ramz issuer API',
    under: '/v1/',
    description:
      'For the systems of the bank: create operations, watch them, cancel them, fetch their proof. Authenticate with an API key: `Authorization: Bearer ramz_live_…`. Refusals are problem documents (RFC 9457); their `type` is stable, their `detail` is in the language of Accept-Language (ar, en, fa, kk). Lists come in pages: give `next` back as `cursor`.',
    security: { apiKey: { type: 'http', scheme: 'bearer', description: 'API key of a client, with scopes' } },
  },
  bank: {
    title: 'Ramz web bank',
    under: '/bank/v1/',
    description:
      'For the pages of the web bank. The session is a cookie that only our own pages can use: requests that change something must come from the same origin.',
    security: { session: { type: 'apiKey', in: 'cookie', name: '__Host-ramz-bank' } },
  },
  token: {
    title: 'Ramz soft token',
    under: '/token/v1/',
    description: 'For the token app. No cookies: every act carries a proof of its own (docs/soft-token-protocol.md).',
    security: { session: { type: 'http', scheme: 'bearer', description: 'registration or session token' } },
  },
  console: {
    title: 'Ramz console',
    under: '/console/v1/',
    description: 'For the console of branch and contact centre. Staff sign in with a passkey; the session is a cookie of the same origin.',
    security: { session: { type: 'apiKey', in: 'cookie', name: '__Host-ramz-console' } },
  },
  kiosk: {
    title: 'Ramz kiosk',
    under: '/kiosk/v1/',
    description:
      'For the page of a self-service machine, which signed on with a proof of its key. What its devices read is sealed for the bank: the page never sees a card number, a PIN or the number of a document (docs/kiosk.md).',
    security: { machine: { type: 'apiKey', in: 'cookie', name: '__Host-ramz-kiosk' } },
  },
};

type Document = {
  openapi: string;
  info: object;
  servers?: unknown;
  paths: Record<string, Record<string, { summary?: string; operationId?: string; tags?: string[] }>>;
  components: { schemas: Record<string, unknown>; securitySchemes?: object };
  security?: object[];
};

/** 'GET /v1/operations/{id}/events' → 'getOperationsIdEvents'. */
function operationIdOf(method: string, path: string, under: string): string {
  const words = path
    .slice(under.length)
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '');
  return `${method}${words.map((word) => word.slice(0, 1).toUpperCase() + word.slice(1)).join('')}`;
}

/**
 * The document of one API of an app that is ready.
 * @param params schema of `params` for each kind of operation, to be shown beside the API that creates operations
 */
export function openApiOf(app: App, name: ApiName, params: ReadonlyMap<string, TSchema> = new Map()): Document {
  const { title, under, description, security } = parts[name];
  // A copy without symbols and functions: what is served is what is committed.
  const all = JSON.parse(JSON.stringify(app.swagger())) as Document;
  const paths: Document['paths'] = {};
  for (const path of Object.keys(all.paths).sort()) {
    const methods = all.paths[path];
    if (!path.startsWith(under) || methods === undefined) continue;
    const kept = Object.entries(methods).filter(([method]) => method !== 'head');
    paths[path] = Object.fromEntries(
      kept.map(([method, contract]) => [
        method,
        {
          operationId: operationIdOf(method, path, under),
          ...(name === 'console' ? { summary: consoleSummaries[`${method} ${path}`] } : {}),
          ...contract,
        },
      ]),
    );
  }
  const kinds = Object.fromEntries(
    [...params]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([kind, schema]) => [`params-of-${kind}`, JSON.parse(JSON.stringify(schema)) as unknown]),
  );
  const kindsText =
    params.size === 0
      ? ''
      : ` The \`params\` of each kind of operation are described under components: ${[...params.keys()]
          .sort()
          .map((kind) => `\`params-of-${kind}\``)
          .join(', ')}.`;
  return {
    openapi: '3.1.0',
    info: { title, version: '1', description: `${description}${kindsText}`, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    paths,
    components: { schemas: { ...all.components.schemas, ...kinds }, ...(security === undefined ? {} : { securitySchemes: security }) },
    ...(security === undefined ? {} : { security: [Object.fromEntries(Object.keys(security).map((scheme) => [scheme, []]))] }),
  };
}
