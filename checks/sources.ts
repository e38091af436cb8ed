// Reads the source files that the checks look at.

import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../', import.meta.url));

/** A file with its path from the root of the repository. */
export type Source = { readonly path: string; readonly text: string };

/** All files below the folders whose names end in one of the endings. */
export function readSources(folders: readonly string[], endings: readonly string[]): Source[] {
  return folders
    .flatMap((folder) => readdirSync(join(root, folder), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && endings.some((ending) => entry.name.endsWith(ending)))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !/\/(?:node_modules|dist|fixtures)\//.test(path))
    .sort()
    .map((path) => ({ path: relative(root, path), text: readFileSync(path, 'utf8') }));
}

export const isSpec = (path: string): boolean => /\.spec\.tsx?$/.test(path);
