// Compares the imports of every file with the lists in ARCHITECTURE.md.

import { dirname, normalize } from 'node:path/posix';

import { isSpec, type Source } from './sources.ts';

export type Plan = { readonly rooms: ReadonlyMap<string, readonly string[]>; readonly modules: ReadonlyMap<string, readonly string[]> };

type Import = { readonly from: string; readonly typeOnly: boolean };

/** Libraries without input, output, clock or chance; rules may use them. */
const pureLibraries = ['canonicalize', 'typebox', 'intl-messageformat', '@noble/hashes', 'node:crypto'];

/** The lists of the fenced blocks `rooms` and `modules`. */
export function readPlan(markdown: string): Plan {
  const block = (name: string): Map<string, string[]> => {
    const text = new RegExp(`^\`\`\`${name}\\n([^]*?)^\`\`\``, 'm').exec(markdown)?.[1];
    if (text === undefined) throw new Error(`ARCHITECTURE.md has no block '${name}'`);
    const rows = text
      .trim()
      .split('\n')
      .map((line) => line.split(':'));
    return new Map(rows.map(([left = '', right = '']) => [left.trim(), right.split(' ').filter((word) => word !== '')]));
  };
  return { rooms: block('rooms'), modules: block('modules') };
}

/** A way through the edges that comes back to where it began, or undefined. */
export function findCircle(edges: ReadonlyMap<string, readonly string[]>): readonly string[] | undefined {
  const done = new Set<string>();
  const walk = (name: string, way: readonly string[]): readonly string[] | undefined => {
    if (way.includes(name)) return [...way.slice(way.indexOf(name)), name];
    if (done.has(name)) return undefined;
    for (const next of edges.get(name) ?? []) {
      const circle = walk(next, [...way, name]);
      if (circle !== undefined) return circle;
    }
    done.add(name);
    return undefined;
  };
  for (const name of edges.keys()) {
    const circle = walk(name, []);
    if (circle !== undefined) return circle;
  }
  return undefined;
}

export function importsOf(text: string): Import[] {
  const found: Import[] = [];
  for (const [, head = '', names = '', from = ''] of text.matchAll(/^(?:import|export)( type)?\b([^;'"]*?)\bfrom ['"]([^'"]+)['"]/gm)) {
    const named = /^\s*\{([^}]*)\}\s*$/.exec(names)?.[1];
    const allTypes =
      named !== undefined && named.trim() !== '' && named.split(',').every((name) => name.trim() === '' || name.trim().startsWith('type '));
    found.push({ from, typeOnly: head !== '' || allTypes });
  }
  for (const [, from = ''] of text.matchAll(/^import ['"]([^'"]+)['"]/gm)) found.push({ from, typeOnly: false });
  for (const [, from = ''] of text.matchAll(/\bimport\(\s*['"]([^'"]+)['"]\s*\)/g)) found.push({ from, typeOnly: false });
  return found;
}

// The handset plays the customers' phones: it is a door by its form and belongs to the demo.
const roomOf = (path: string): string => (path.startsWith('src/doors/http/handset/') ? 'demo' : (path.split('/')[1] ?? ''));
const isWiring = (path: string): boolean => /^src\/(?:main|wiring|wire-[a-z-]+)\.ts$/.test(path);

function judge(source: Source, { from, typeOnly }: Import, { rooms, modules }: Plan): string | undefined {
  const { path } = source;
  const spec = isSpec(path);
  const inRules = /^src\/modules\/[^/]+\/rules\//.test(path) && !spec;
  if (!from.startsWith('.')) {
    if (path.startsWith('src/kernel/') && !spec) return `the kernel imports '${from}'; it imports nothing`;
    const library = from.startsWith('@') ? from.split('/').slice(0, 2).join('/') : (from.split('/')[0] ?? '');
    if (inRules && !typeOnly && !pureLibraries.includes(library)) return `rules import '${from}', which is not a pure library`;
    return undefined;
  }
  const target = normalize(`${dirname(path)}/${from}`);
  if (path.startsWith('web/')) {
    const allowed = target.startsWith('web/') || /^src\/(?:crypto|kernel)\//.test(target) || (spec && !target.startsWith('src/modules/'));
    return allowed ? undefined : `a page imports ${target}; pages import nothing from src but crypto and kernel`;
  }
  if (!path.startsWith('src/')) return undefined;
  const [here, there] = [roomOf(path), roomOf(target)];
  // Data files beside the source are for all; the phone's side of the protocol is for journeys, which play the phone.
  if (!target.startsWith('src/'))
    return target.startsWith('web/') && !spec && here !== 'journeys' ? `src imports ${target} from the pages` : undefined;

  if (isWiring(path)) return there === 'testing' ? 'the wiring imports testing' : undefined;
  const mayTest = spec && ['testing', 'demo', 'journeys'].includes(there);
  if (here !== there && !mayTest) {
    if (spec) return undefined;
    if (isWiring(target)) return ['cli', 'testing', 'journeys'].includes(here) ? undefined : `${here} imports the wiring`;
    const allowed = rooms.get(here);
    if (allowed === undefined) return `the room ${here} is not listed in ARCHITECTURE.md`;
    if (!allowed.includes(there)) return `${here} imports ${there}, which is not among its rooms`;
  }
  if (there === 'modules') {
    const [own, other] = [here === 'modules' ? (path.split('/')[2] ?? '') : '', target.split('/')[2] ?? ''];
    if (own !== other) {
      if (!target.endsWith(`/${other}/index.ts`) && !spec) return `${target} is reached past the module's index.ts`;
      if (own !== '' && !spec && !(modules.get(own) ?? []).includes(other))
        return `${own} imports ${other}: the edge is not listed in ARCHITECTURE.md`;
    }
  }
  if (inRules && !typeOnly) {
    const own = path.split('/').slice(0, 3).join('/');
    const pure =
      /^src\/(?:kernel|crypto)\//.test(target) ||
      target.startsWith(`${own}/rules/`) ||
      target === 'src/modules/programmes/index.ts' ||
      target === 'src/modules/card-programmes/index.ts' ||
      target.endsWith('.json');
    if (!pure) return `rules import ${target}; they take kernel, crypto, rules and programmes, and of the rest types only`;
  }
  return undefined;
}

/** What is wrong with the imports of the sources, one sentence each. */
export function checkImports(sources: readonly Source[], plan: Plan): string[] {
  return sources.flatMap((source) =>
    importsOf(source.text).flatMap((found) => {
      const wrong = judge(source, found, plan);
      return wrong === undefined ? [] : [`${source.path}: ${wrong}`];
    }),
  );
}
