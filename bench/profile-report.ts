import { readFile } from 'node:fs/promises';

/** The part of a .cpuprofile that is read here; times are microseconds. */
interface Profile {
  nodes: { id: number; callFrame: { functionName: string; url: string; lineNumber: number } }[];
  samples: number[];
  timeDeltas: number[];
}
type CallFrame = Profile['nodes'][number]['callFrame'];

const FUNCTIONS_SHOWN = 40;

const functionOf = ({ functionName, url, lineNumber }: CallFrame): string =>
  `${functionName || '(anonymous)'} ${url.split('/').slice(-3).join('/')}:${lineNumber + 1}`;

/** The owner of the code: a package, a folder of Podium, or Node itself. */
function packageOf({ functionName, url }: CallFrame): string {
  const [, name] = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url) ?? [];
  if (name) return name;
  const [, ours] = /\/dist\/([^/]+)/.exec(url) ?? [];
  if (ours) return `podium: ${ours}`;
  if (url.startsWith('node:')) return url.split('/').slice(0, 2).join('/');
  return functionName.startsWith('(') ? functionName : `native: ${functionName}`;
}

/** Where the time went, by package and by function: microseconds for each of the `times` operations. */
export async function profileReport(file: string, times: number): Promise<string> {
  const { nodes, samples, timeDeltas } = JSON.parse(await readFile(file, 'utf8')) as Profile;
  const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]));
  const list = (nameOf: (frame: CallFrame) => string, most: number) => {
    const found = new Map<string, number>();
    for (const [place, id] of samples.entries()) {
      const name = nameOf(frames.get(id)!);
      found.set(name, (found.get(name) ?? 0) + timeDeltas[place]!);
    }
    return [...found]
      .toSorted(([, a], [, b]) => b - a)
      .slice(0, most)
      .map(([name, micros]) => `${(micros / times).toFixed(2).padStart(7)} µs  ${name}`)
      .join('\n');
  };
  return `by package\n${list(packageOf, 30)}\n\nby function\n${list(functionOf, FUNCTIONS_SHOWN)}`;
}
