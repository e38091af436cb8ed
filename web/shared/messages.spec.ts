// Holds every language of every application to the English texts.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { IntlMessageFormat } from 'intl-messageformat';

const web = join(import.meta.dirname, '..');
const languages = ['ar', 'fa', 'kk'] as const;

// The cards pages of the web bank have texts of their own.
const apps = [...readdirSync(web), join('bank', 'cards')].filter((name) => existsSync(join(web, name, 'messages', 'en.json')));

function read(app: string, language: string): Record<string, string> {
  return JSON.parse(readFileSync(join(web, app, 'messages', `${language}.json`), 'utf8')) as Record<string, string>;
}

type Element = { type: number; value?: unknown; options?: Record<string, { value: Element[] }>; children?: Element[] };

// Names of the values and tags of a message; 0 is literal text and 7 the '#' of a plural.
function values(message: string, language: string): string[] {
  const names = new Set<string>();
  const walk = (elements: readonly Element[]): void => {
    for (const element of elements) {
      if (element.type !== 0 && element.type !== 7 && typeof element.value === 'string') names.add(element.value);
      for (const option of Object.values(element.options ?? {})) walk(option.value);
      walk(element.children ?? []);
    }
  };
  walk(new IntlMessageFormat(message, language).getAst());
  return [...names].sort();
}

for (const app of apps) {
  const english = read(app, 'en');
  for (const language of languages) {
    test(`the ${app} pages say everything in ${language}, with the same values as in English`, () => {
      const other = read(app, language);
      assert.deepEqual(Object.keys(other).sort(), Object.keys(english).sort());
      for (const [key, message] of Object.entries(english)) {
        const said = other[key] ?? '';
        assert.notEqual(said.trim(), '', key);
        assert.deepEqual(values(said, language), values(message, 'en'), key);
      }
    });
  }
}
