// The committed OpenAPI documents are what the routes say. RAMZ_WRITE_OPENAPI=1 writes them anew.

import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import test from 'node:test';

import { apiDocuments } from '../../testing/api-documents.ts';
import { openBankDoor } from '../../testing/bank-door.ts';
import { isProblemReason } from './problems/table.ts';

const folder = new URL('../../../docs/openapi/', import.meta.url);

type Reply = { description?: string; content?: Record<string, unknown> };
type Document = {
  openapi: string;
  paths: Record<string, Record<string, { summary?: string; operationId: string; responses: Record<string, Reply> }>>;
  components: { schemas: Record<string, unknown> };
};

test('docs/openapi has the documents of the five interfaces as their routes are', async (t) => {
  const documents = await apiDocuments(t);
  if (process.env['RAMZ_WRITE_OPENAPI'] === '1') {
    mkdirSync(folder, { recursive: true });
    for (const [name, text] of Object.entries(documents)) writeFileSync(new URL(`${name}.json`, folder), text);
  }
  for (const [name, text] of Object.entries(documents)) {
    const committed = readFileSync(new URL(`${name}.json`, folder), 'utf8');
    assert.ok(
      committed === text,
      `docs/openapi/${name}.json is not what the routes say: run RAMZ_WRITE_OPENAPI=1 node --test src/doors/http/openapi.spec.ts`,
    );
    const document = JSON.parse(text) as Document;
    assert.equal(document.openapi, '3.1.0');
    const ids = new Set<string>();
    for (const [path, methods] of Object.entries(document.paths)) {
      for (const [method, { summary, operationId, responses }] of Object.entries(methods)) {
        const where = `${name} ${method} ${path}`;
        assert.ok((summary ?? '').length > 3, `${where} has no summary`);
        assert.ok(!ids.has(operationId), `${where} shares its operationId`);
        ids.add(operationId);
        for (const [status, { description = '', content }] of Object.entries(responses)) {
          if (status.startsWith('2')) continue;
          assert.ok(description.split(', ').every(isProblemReason), `${where} ${status}: ${description}`);
          assert.deepEqual(Object.keys(content ?? {}), ['application/problem+json'], where);
        }
      }
    }
    // Every reference leads somewhere.
    for (const [, reference = ''] of text.matchAll(/"\$ref": "#\/components\/schemas\/([^"]+)"/g))
      assert.ok(reference in document.components.schemas, `${name} ${reference}`);
  }
});

test('the reference page names every call of the issuer API, without scripts and under the strict policy', async (t) => {
  const { call } = await openBankDoor(t);
  const json = await call('GET', '/openapi.json');
  const page = await call('GET', '/docs');
  assert.match(page.headers.get('content-type') ?? '', /^text\/html/);
  assert.match(page.headers.get('content-security-policy') ?? '', /style-src 'self';/);
  assert.doesNotMatch(page.text, /<script|style="| on\w+="/);
  for (const path of Object.keys((json.body as Document).paths)) assert.ok(page.text.includes(`<code>${path}</code>`), path);
  assert.equal((await call('GET', '/docs/reference.css')).status, 200);
});
