// The committed types of the doors are those that their OpenAPI documents give.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { apiTypes, doors, readDocument, typesFile } from './generate-api-types.ts';

test('a schema becomes the type that its values have', () => {
  const text = apiTypes('example', {
    paths: {
      '/v1/things/{id}': {
        get: {
          summary: 'One thing',
          parameters: [
            { name: 'id', in: 'path', required: true, schema: { type: 'string' } },
            { name: 'limit', in: 'query', schema: { type: 'integer' } },
          ],
          responses: {
            200: {
              content: {
                'application/json': {
                  schema: {
                    type: 'object',
                    required: ['state', 'tags'],
                    properties: {
                      state: {
                        anyOf: [
                          { type: 'string', enum: ['open'] },
                          { type: 'string', enum: ['shut'] },
                        ],
                      },
                      tags: { type: 'array', items: { type: 'string' } },
                      note: { type: 'string', description: 'free text' },
                    },
                  },
                },
              },
            },
            404: {},
          },
        },
      },
    },
  });
  assert.equal(
    text.slice(text.indexOf('export type Door')),
    `export type Door = {
  /** One thing */
  readonly 'GET /v1/things/{id}': {
    readonly path: {
      readonly id: string;
    };
    readonly query: {
      readonly limit?: number;
    };
    readonly reply: {
      readonly state: 'open' | 'shut';
      readonly tags: readonly string[];
      /** free text */
      readonly note?: string;
    };
  };
};
`,
  );
});

for (const door of doors()) {
  test(`the types of the ${door} door are up to date (else: node web/shared/generate-api-types.ts)`, () => {
    assert.equal(readFileSync(typesFile(door), 'utf8'), apiTypes(door, readDocument(door)));
  });
}
