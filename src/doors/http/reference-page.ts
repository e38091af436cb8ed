// The reference page of the issuer API: made from its OpenAPI document on the server, without any script.

import type { TSchema } from 'typebox';

import type { App } from './create-app.ts';
import { openApiOf } from './openapi.ts';

type Schema = {
  type?: string;
  $ref?: string;
  description?: string;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  anyOf?: Schema[];
  allOf?: Schema[];
  enum?: unknown[];
  const?: unknown;
  pattern?: string;
  format?: string;
  examples?: unknown[];
  additionalProperties?: unknown;
};
type Parameter = { name: string; in: string; required?: boolean; description?: string; schema: Schema };
type Media = { schema?: Schema; examples?: Record<string, unknown>; example?: unknown };
type Reply = { description?: string; content?: Record<string, Media> };
type Contract = {
  operationId: string;
  tags?: string[];
  summary?: string;
  description?: string;
  parameters?: Parameter[];
  requestBody?: { content: Record<string, Media> };
  responses: Record<string, Reply>;
};

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const text = (value: string): string => value.replace(/[&<>"']/g, (sign) => escapes[sign] ?? sign);
const prose = (value: string): string => text(value).replace(/`([^`]+)`/g, '<code>$1</code>');

function typeOf(schema: Schema): string {
  if (schema.$ref !== undefined) return text(schema.$ref.split('/').at(-1) ?? '');
  if (schema.const !== undefined) return `<code>${text(JSON.stringify(schema.const))}</code>`;
  if (schema.enum !== undefined) return schema.enum.map((value) => `<code>${text(JSON.stringify(value))}</code>`).join(' ');
  if (schema.anyOf !== undefined) return schema.anyOf.map(typeOf).join(' ');
  if (schema.type === 'array') return `list of ${schema.items === undefined ? 'values' : typeOf(schema.items)}`;
  return text([schema.type ?? 'value', schema.format].filter((part) => part !== undefined).join(', '));
}

/** The object inside a schema that has fields of its own: itself, or what a list holds. */
function fieldsOf(schema: Schema): Schema | undefined {
  if (schema.properties !== undefined) return schema;
  return schema.items?.properties === undefined ? undefined : schema.items;
}

function fields(schema: Schema | undefined, depth = 0): string {
  const inner = schema === undefined ? undefined : fieldsOf(schema);
  if (inner?.properties === undefined) return schema === undefined ? '' : `<p>${typeOf(schema)}</p>`;
  const rows = Object.entries(inner.properties).map(([name, field]) => {
    const needed = inner.required?.includes(name) === true;
    const deeper = depth < 4 && fieldsOf(field) !== undefined ? fields(field, depth + 1) : '';
    const notes = [
      field.description === undefined ? '' : prose(field.description),
      field.pattern === undefined ? '' : `<code class="pattern">${text(field.pattern)}</code>`,
    ].filter((note) => note !== '');
    return `<dt><code>${text(name)}</code> <span class="type">${typeOf(field)}</span>${needed ? '' : ' <span class="optional">optional</span>'}</dt><dd>${notes.join('<br>')}${deeper}</dd>`;
  });
  return `<dl>${rows.join('')}</dl>`;
}

const example = (media: Media | undefined): string => {
  const [first] = media?.schema?.examples ?? [];
  return first === undefined ? '' : `<pre><code>${text(JSON.stringify(first, null, 2))}</code></pre>`;
};

function section(method: string, path: string, contract: Contract): string {
  const parameters = contract.parameters ?? [];
  const body = contract.requestBody?.content['application/json'];
  const replies = Object.entries(contract.responses).map(([status, { description, content }]) => {
    const good = content?.['application/json'];
    const reasons = status.startsWith('2')
      ? ''
      : (description ?? '')
          .split(', ')
          .map((reason) => `<code>${text(reason)}</code>`)
          .join(' ');
    return `<details${status.startsWith('2') ? ' open' : ''}><summary><b>${text(status)}</b> ${reasons}</summary>${good === undefined ? '' : fields(good.schema)}</details>`;
  });
  const shown = parameters.map(
    ({ name, in: place, required, description, schema }) =>
      `<dt><code>${text(name)}</code> <span class="type">${text(place)}, ${typeOf(schema)}</span>${required === true ? '' : ' <span class="optional">optional</span>'}</dt><dd>${prose(description ?? schema.description ?? '')}</dd>`,
  );
  return `<section id="${text(contract.operationId)}">
<h3>${text(contract.summary ?? path)}</h3>
<p class="call"><b class="${text(method)}">${text(method.toUpperCase())}</b> <code>${text(path)}</code></p>
${contract.description === undefined ? '' : `<p>${prose(contract.description)}</p>`}
${shown.length === 0 ? '' : `<h4>Parameters</h4><dl>${shown.join('')}</dl>`}
${body === undefined ? '' : `<h4>Body</h4>${fields(body.schema)}${example(body)}`}
<h4>Replies</h4>${replies.join('')}
</section>`;
}

function page(document: ReturnType<typeof openApiOf>): string {
  const { title, description } = document.info as { title: string; description: string };
  const groups = new Map<string, { link: string; body: string }[]>();
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const [method, contract] of Object.entries(methods) as unknown as [string, Contract][]) {
      const tag = contract.tags?.[0] ?? 'Other';
      const link = `<li><a href="#${text(contract.operationId)}">${text(contract.summary ?? path)}</a></li>`;
      groups.set(tag, [...(groups.get(tag) ?? []), { link, body: section(method, path, contract) }]);
    }
  }
  const kinds = Object.entries(document.components.schemas).filter(([name]) => name.startsWith('params-of-'));
  const kindsBody = kinds
    .map(
      ([name, schema]) =>
        `<section id="${text(name)}"><h3><code>${text(name.slice('params-of-'.length))}</code></h3>${fields(schema as Schema)}</section>`,
    )
    .join('');
  const list = [...groups].map(([tag, entries]) => `<h2>${text(tag)}</h2><ul>${entries.map(({ link }) => link).join('')}</ul>`).join('');
  const body = [...groups].map(([tag, entries]) => `<h2>${text(tag)}</h2>${entries.map((entry) => entry.body).join('')}`).join('');
  return `<!doctype html>
<html lang="en" dir="ltr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${text(title)}</title><link rel="stylesheet" href="/docs/reference.css"></head>
<body><nav aria-label="Contents"><p class="name">${text(title)}</p>${list}${kinds.length === 0 ? '' : '<h2><a href="#kinds">Kinds of operations</a></h2>'}<p><a href="/openapi.json">OpenAPI 3.1</a></p></nav>
<main><h1>${text(title)}</h1><p>${prose(description)}</p>${body}<h2 id="kinds">Kinds of operations</h2><p>What <code>params</code> holds for each <code>kind</code>.</p>${kindsBody}</main></body></html>`;
}

const style = `:root{color-scheme:light dark;--ink:light-dark(#16202b,#e6ebf0);--soft:light-dark(#55636f,#9aa8b5);--line:light-dark(#d9e0e6,#2b3640);--back:light-dark(#fff,#11171d);--tint:light-dark(#f3f6f8,#1a222a);--accent:light-dark(#0b5e55,#5cc9bb)}
*{box-sizing:border-box}body{margin:0;font:16px/1.55 system-ui,sans-serif;color:var(--ink);background:var(--back)}a{color:var(--accent)}a:focus-visible,summary:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
main{max-width:52rem;padding:24px}nav{padding:24px;background:var(--tint)}nav h2{font-size:13px;margin:20px 0 4px;color:var(--soft)}nav ul{list-style:none;margin:0;padding:0}nav li{padding:3px 0}.name{font-weight:700;margin:0}
h1{font-size:30px;line-height:1.2}h2{margin-top:48px}nav h2{margin-top:20px}section{border-top:1px solid var(--line);padding:8px 0 24px}h4{margin:20px 0 4px;color:var(--soft);font-size:14px}
code,pre{font:14px/1.5 ui-monospace,monospace}pre{background:var(--tint);padding:12px;overflow:auto;border-radius:8px}.call b{color:var(--accent)}.type,.optional{color:var(--soft);font-size:14px}.pattern{color:var(--soft);overflow-wrap:anywhere}
dl{margin:8px 0}dt{margin-top:8px}dd{margin:0 0 0 16px;padding-inline-start:12px;border-inline-start:2px solid var(--line)}summary{cursor:pointer;padding:4px 0}
@media(min-width:60rem){body{display:grid;grid-template-columns:18rem 1fr}nav{position:sticky;top:0;height:100vh;overflow:auto}}`;

/** Adds `/openapi.json`, `/docs` and its style. */
export function registerReference(app: App, params: ReadonlyMap<string, TSchema>): void {
  let made: { json: string; html: string } | undefined;
  const document = (): { json: string; html: string } => {
    if (made === undefined) {
      const issuer = openApiOf(app, 'issuer', params);
      made = { json: JSON.stringify(issuer), html: page(issuer) };
    }
    return made;
  };
  const hide = { schema: { hide: true } };
  app.get('/openapi.json', hide, (_request, reply) =>
    reply.header('content-type', 'application/json; charset=utf-8').header('cache-control', 'no-cache').send(document().json),
  );
  app.get('/docs', hide, (_request, reply) =>
    reply.header('content-type', 'text/html; charset=utf-8').header('cache-control', 'no-cache').send(document().html),
  );
  app.get('/docs/reference.css', hide, (_request, reply) =>
    reply.header('content-type', 'text/css; charset=utf-8').header('cache-control', 'public, max-age=3600').send(style),
  );
}
