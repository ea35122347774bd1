import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from './roles.js';

/** A package as package-lock.json has it. */
interface Locked {
  dev?: boolean;
  license?: string;
  dependencies?: Record<string, string>;
  peerDependencies?: Record<string, string>;
  peerDependenciesMeta?: Record<string, { optional?: boolean }>;
}
/** By the path of each package, such as `node_modules/react`; the path of the root is empty. */
export type Lock = Record<string, Locked>;

export const readLock = async (): Promise<Lock> =>
  (JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8')) as { packages: Lock }).packages;

/** The packages that files import: scripts by `from`, `import` and `import()`, styles by `@import`. */
export function importedBy(text: string): string[] {
  const names = [...text.matchAll(/(?:from|import)[ (]\s*'([^'.][^']*)'/g)].map(([, name]) => name!);
  return names.map((name) => /^(@[^/]+\/)?[^/]+/.exec(name)![0]);
}

/** Names that Vite resolves to Podium's own code. */
const OWN = new Set(['@contracts', '@podium']);

/** Packages that the web client imports. */
async function imported(): Promise<Set<string>> {
  const names = new Set<string>();
  for (const folder of ['web/src', 'src/client']) {
    for (const file of await readdir(join(root, folder), { recursive: true })) {
      if (!/\.(ts|tsx|css)$/.test(file) || file.includes('.spec.')) continue;
      for (const name of importedBy(await readFile(join(root, folder, file), 'utf8'))) {
        if (!OWN.has(name.split('/')[0]!)) names.add(name);
      }
    }
  }
  return names;
}

/** The path at which Node finds a package that another package imports. */
function resolve(lock: Lock, from: string, name: string): string | undefined {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    const path = `${folder ? `${folder}/` : ''}node_modules/${name}`;
    if (lock[path]) return path;
    if (!folder) return undefined;
  }
}

function needs({ dependencies, peerDependencies, peerDependenciesMeta = {} }: Locked): string[] {
  const peers = Object.keys(peerDependencies ?? {}).filter((name) => !peerDependenciesMeta[name]?.optional);
  return [...Object.keys(dependencies ?? {}), ...peers];
}

/**
 * Every package that can be part of the web client: the packages that it imports and, in turn, the packages that those need.
 * Packages of types are left out, since nothing of them is in a bundle.
 *
 * @returns their paths in the lock, sorted
 */
export async function bundled(lock: Lock): Promise<string[]> {
  const found = new Set<string>();
  const look = (from: string, name: string): void => {
    const path = resolve(lock, from, name);
    if (!path || found.has(path) || name.startsWith('@types/')) return;
    found.add(path);
    for (const need of needs(lock[path]!)) look(path, need);
  };
  for (const name of await imported()) look('', name);
  return [...found].toSorted();
}
