// The small rules of STYLE.md that a machine can see.

import { basename } from 'node:path/posix';

import { isSpec, type Source } from './sources.ts';

const linesMax = 400;
const bannedNames = /(?:^|-)(?:helpers?|utils?|utilities|manager|service|impl|misc|stuff)(?:-|\.|$)|(?:^|-)commons?(?:\.|$)/;
// The standards' own words: service worker, push service (RFC 8030).
const allowedNames = /service-worker|push-service/;

type Rule = { readonly about: string; applies(path: string): boolean; broken(source: Source): boolean };

const code = (path: string): boolean => /\.(?:ts|tsx)$/.test(path);
// Made from docs/openapi by web/shared/generate-api-types.ts, and as long as the door is wide.
const isGenerated = (path: string): boolean => path.endsWith('/api-types.ts');
const style = (path: string): boolean => path.endsWith('.css');

/** The text without comments, so that a rule about code does not read prose. */
export function withoutComments(text: string): string {
  return text.replace(/\/\*[^]*?\*\//g, '').replace(/(^|[^:'"`])\/\/[^\n]*/g, '$1');
}

/** Texts of SQL statements: template literals and strings behind statement(…). */
function sqlOf({ path, text }: Source): string {
  if (path.endsWith('.sql')) return text.replace(/--[^\n]*/g, '');
  return [...text.matchAll(/\bstatement\(\s*(?:'[^']*'|`[^`]*`),\s*(?:\/\/[^\n]*\n\s*)*(`[^`]*`|'[^']*')/g)]
    .map(([, sql]) => sql)
    .join('\n');
}

const physical =
  /(?:^|[\s{;'"])(?:margin|padding|border|inset)-(?:left|right)(?:-[a-z]+)?\s*:|(?:^|[\s{;])(?:left|right)\s*:\s*[^;]+;|(?:text-align|float|clear)\s*:\s*(?:left|right)\b|\b(?:margin|padding|border)(?:Left|Right)\s*:/m;

export const rules: readonly Rule[] = [
  {
    about: 'begins with a comment of one sentence that says what it is for',
    applies: code,
    broken: ({ text }) => !/^(?:#![^\n]*\n)?(?:\/\/ |\/\*\* )\S/.test(text),
  },
  {
    about: `has at most ${linesMax} lines`,
    applies: (path) => code(path) && !isSpec(path) && !isGenerated(path),
    broken: ({ text }) => text.split('\n').length > linesMax + 1,
  },
  {
    about: 'is named for what it does: no helper, util, common, manager, service, impl',
    applies: () => true,
    broken: ({ path }) => bannedNames.test(basename(path).toLowerCase()) && !allowedNames.test(path),
  },
  {
    about: 'is named in kebab-case',
    applies: (path) => code(path) || style(path),
    broken: ({ path }) => !/^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z0-9-]+)*$/.test(basename(path)),
  },
  {
    about: 'writes to no console: the logger, or the command',
    applies: (path) => code(path) && /^src\/(?:modules|doors|jobs|postgres|crypto|kernel|outward)\//.test(path) && !isSpec(path),
    broken: ({ text }) => /\bconsole\.\w+\(|process\.std(?:out|err)\.write\(/.test(withoutComments(text)),
  },
  {
    about: 'takes the time as a value: no now() in a query',
    applies: (path) => (code(path) || path.endsWith('.sql')) && /^src\/(?:modules|doors|jobs|postgres\/migrations)\//.test(path),
    broken: (source) =>
      /\bnow\(\)|\bcurrent_(?:timestamp|date|time)\b|\b(?:clock|statement|transaction)_timestamp\(\)/i.test(sqlOf(source)),
  },
  {
    about: 'takes the time as a value: no Date.now(), new Date() or Temporal.Now',
    applies: (path) =>
      code(path) && /^src\/(?:modules|doors|kernel|crypto|jobs)\//.test(path) && !isSpec(path) && path !== 'src/kernel/clock.ts',
    broken: ({ text }) => /\bDate\.now\(|\bnew Date\(\)|\bTemporal\.Now\b/.test(withoutComments(text)),
  },
  {
    about: 'rules take chance as a value: no Math.random, randomBytes or randomUUID',
    applies: (path) => /^src\/(?:kernel|modules\/[^/]+\/rules)\//.test(path) && code(path) && !isSpec(path),
    broken: ({ text }) => /\bMath\.random\(|\brandomBytes\(|\brandomUUID\(|\brandomInt\(/.test(withoutComments(text)),
  },
  {
    about: 'uses logical properties (inline-start, inline-end): the pages turn round for Arabic and Persian',
    applies: (path) => path.startsWith('web/') && (style(path) || path.endsWith('.tsx')),
    broken: ({ path, text }) => physical.test(style(path) ? text.replace(/\/\*[^]*?\*\//g, '') : withoutComments(text)),
  },
  {
    about: 'leaves nothing unfinished and switches no check off',
    applies: (path) => code(path) && !path.startsWith('checks/'),
    broken: ({ text }) =>
      /\b(?:TODO|FIXME|XXX|HACK)\b|@ts-(?:ignore|expect-error|nocheck)|(?:oxlint|eslint)-disable|\b(?:test|it|describe)\.(?:skip|only|todo)\(/.test(
        text,
      ),
  },
  {
    about: "names no path of somebody's machine",
    applies: (path) => !path.startsWith('checks/'),
    broken: ({ text }) => /(?:^|[\s'"`(=])\/(?:home\/[a-z]|root\/|Users\/[A-Z]|work\/|mnt\/[a-z])/m.test(text),
  },
];

/** What is untidy, one sentence each. */
export function checkTidy(sources: readonly Source[]): string[] {
  return sources.flatMap((source) =>
    rules.filter((rule) => rule.applies(source.path) && rule.broken(source)).map(({ about }) => `${source.path}: a file ${about}`),
  );
}
