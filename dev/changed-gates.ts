import { run } from './engines/run-tool.js';
import { root } from './roles.js';

/** Gates that take a second, or read everything anyway. */
const ALWAYS = ['lint', 'format', 'typecheck', 'web types', 'web test types', 'arch', 'web arch'];
const ALL = 'all';

/** The first pattern that matches a path decides which gates a change of it can break. */
const BREAKS: [path: RegExp, gates: string[]][] = [
  [/^(src|dev|patches)\/|^[^/]*\.(json|ts|mjs|cjs)$|^test\/support\//, [ALL]],
  [/^web\//, ['unit', 'web', 'speed']],
  [/^test\/e2e\/.*speed-spec/, ['speed']],
  [/^test\/web\/.*speed-spec/, ['speed']],
  [/^test\/(e2e|medium|outages|deploy|web)\//, []],
  [/^test\/faults\//, ['unit', 'medium', 'faults']],
  [/^(docker|k8s)\//, ['deploy']],
  // A test runs its examples.
  [/^README\.md$/, ['unit', 'e2e']],
  [/^(docs|bench)\/|\.md$/, ['unit', 'deploy']],
];

/** The suite of `test/<suite>/`, which a change of its own files can break. */
const ownSuite = (path: string): string[] => {
  const [, suite] = /^test\/(e2e|medium|outages|deploy|web)\//.exec(path) ?? [];
  return suite && !path.includes('speed-spec') ? [suite] : [];
};

/** The gates of `gates` that a change of these files can break, in the same order. */
export function gatesOf(paths: string[], gates: string[]): string[] {
  const broken = paths.flatMap((path) => [
    ...(BREAKS.find(([pattern]) => pattern.test(path))?.[1] ?? [ALL]),
    ...ownSuite(path),
  ]);
  return broken.includes(ALL)
    ? gates
    : gates.filter((gate) => ALWAYS.includes(gate) || broken.includes(gate));
}

const git = async (...args: string[]): Promise<string[]> =>
  (await run('git', ['-C', root, ...args], process.env)).split('\n');

/** Files that differ from a commit, or are new. */
export async function changedSince(commit: string): Promise<string[]> {
  const changed = await git('diff', '--name-only', commit);
  const fresh = await git('ls-files', '--others', '--exclude-standard');
  return [...changed, ...fresh].filter((path) => path !== '');
}
