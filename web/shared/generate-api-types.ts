// Makes the types of a door's requests and replies from its committed OpenAPI document: node web/shared/generate-api-types.ts
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

type Schema = {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | boolean;
  readonly description?: string;
};

type Content = Readonly<Record<string, { readonly schema?: Schema }>>;

type Endpoint = {
  readonly summary?: string;
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly required?: boolean; readonly schema?: Schema }[];
  readonly requestBody?: { readonly content: Content };
  readonly responses?: Readonly<Record<string, { readonly content?: Content }>>;
};

export type OpenApi = {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Endpoint>>>>;
  readonly components?: { readonly schemas?: Readonly<Record<string, Schema>> };
};

const methods = ['get', 'post', 'put', 'patch', 'delete'] as const;
const root = join(import.meta.dirname, '..', '..');

const typeName = (name: string): string => name.replace(/(?:^|[^A-Za-z0-9]+)([A-Za-z0-9])/g, (_, first: string) => first.toUpperCase());
const key = (name: string): string => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : `'${name}'`);
const literal = (value: unknown): string => (typeof value === 'string' ? `'${value.replace(/['\\]/g, '\\$&')}'` : JSON.stringify(value));

function union(types: readonly string[]): string {
  const distinct = [...new Set(types)];
  return distinct.length === 0 ? 'never' : distinct.join(' | ');
}

/** The TypeScript type of a JSON schema, at a depth of indentation. */
function typeOf(schema: Schema | undefined, depth: number): string {
  if (schema === undefined) return 'unknown';
  if (schema.$ref !== undefined) return typeName(schema.$ref.split('/').at(-1) ?? '');
  if (schema.const !== undefined) return literal(schema.const);
  if (schema.enum !== undefined) return union(schema.enum.map(literal));
  const alternatives = schema.anyOf ?? schema.oneOf;
  if (alternatives !== undefined) return union(alternatives.map((one) => typeOf(one, depth)));
  if (schema.allOf !== undefined) return schema.allOf.map((one) => typeOf(one, depth)).join(' & ');
  if (Array.isArray(schema.type)) return union(schema.type.map((type: string) => typeOf({ ...schema, type }, depth)));
  switch (schema.type) {
    case 'string':
    case 'boolean':
    case 'null':
      return schema.type;
    case 'integer':
    case 'number':
      return 'number';
    case 'array': {
      const item = typeOf(schema.items, depth);
      return item.includes(' | ') && !item.startsWith('{') ? `readonly (${item})[]` : `readonly ${item}[]`;
    }
    case 'object':
      return objectType(schema, depth);
    default:
      return schema.properties === undefined ? 'unknown' : objectType(schema, depth);
  }
}

function objectType({ properties = {}, required = [], additionalProperties }: Schema, depth: number): string {
  const names = Object.keys(properties);
  if (names.length === 0) {
    if (additionalProperties === false) return 'Readonly<Record<string, never>>';
    return `Readonly<Record<string, ${typeof additionalProperties === 'object' ? typeOf(additionalProperties, depth) : 'unknown'}>>`;
  }
  return block(
    names.map((name) => ({
      name,
      type: typeOf(properties[name], depth + 1),
      isOptional: !required.includes(name),
      note: properties[name]?.description,
    })),
    depth,
  );
}

type Member = { readonly name: string; readonly type: string; readonly isOptional?: boolean; readonly note?: string | undefined };

function block(members: readonly Member[], depth: number): string {
  const indent = '  '.repeat(depth + 1);
  const lines = members.flatMap(({ name, type, isOptional = false, note }) => [
    ...(note === undefined ? [] : [`${indent}/** ${note.replaceAll('*/', '* /').replace(/\s+/g, ' ')} */`]),
    `${indent}readonly ${key(name)}${isOptional ? '?' : ''}: ${type};`,
  ]);
  return `{\n${lines.join('\n')}\n${'  '.repeat(depth)}}`;
}

function endpointType(endpoint: Endpoint): string {
  const parameters = (place: string): Member[] =>
    (endpoint.parameters ?? [])
      .filter((one) => one.in === place)
      .map((one) => ({
        name: one.name,
        type: typeOf(one.schema, 3),
        isOptional: place === 'query' && one.required !== true,
        note: one.schema?.description,
      }));
  const body = endpoint.requestBody?.content['application/json']?.schema;
  const replies = Object.entries(endpoint.responses ?? {}).filter(([status]) => status.startsWith('2'));
  const reply = union(
    replies.map(([, { content }]) =>
      content?.['application/json'] === undefined ? 'undefined' : typeOf(content['application/json'].schema, 2),
    ),
  );
  const members: Member[] = [];
  for (const place of ['path', 'query']) {
    const found = parameters(place);
    if (found.length > 0) members.push({ name: place, type: block(found, 2) });
  }
  if (body !== undefined) members.push({ name: 'body', type: typeOf(body, 2) });
  members.push({ name: 'reply', type: reply });
  return block(members, 1);
}

/** The text of `api-types.ts` for a door. */
export function apiTypes(door: string, document: OpenApi): string {
  const named = Object.entries(document.components?.schemas ?? {}).map(
    ([name, schema]) => `export type ${typeName(name)} = ${typeOf(schema, 0)};\n`,
  );
  const endpoints = Object.entries(document.paths).flatMap(([path, byMethod]) =>
    methods.flatMap((method) => {
      const endpoint = byMethod[method];
      return endpoint === undefined
        ? []
        : [{ name: `${method.toUpperCase()} ${path}`, type: endpointType(endpoint), note: endpoint.summary }];
    }),
  );
  return [
    `// Requests and replies of the ${door} door, made from docs/openapi/${door}.json by web/shared/generate-api-types.ts.\n`,
    ...named,
    `/** Each endpoint with its parameters, body and reply. */`,
    `export type Door = ${block(endpoints, 0)};\n`,
  ].join('\n');
}

/** The doors that have both an OpenAPI document and a page application. */
export function doors(): readonly string[] {
  const folder = join(root, 'docs', 'openapi');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.slice(0, -'.json'.length))
    .filter((door) => existsSync(join(root, 'web', door)));
}

export function readDocument(door: string): OpenApi {
  return JSON.parse(readFileSync(join(root, 'docs', 'openapi', `${door}.json`), 'utf8')) as OpenApi;
}

export const typesFile = (door: string): string => join(root, 'web', door, 'api-types.ts');

if (import.meta.main) {
  for (const door of doors()) writeFileSync(typesFile(door), apiTypes(door, readDocument(door)));
}
