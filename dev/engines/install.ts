import type { Progress } from './engine-options.js';
import { run } from './run-tool.js';
import { findOnPath, type Tool } from './tools.js';

const APT = ['-y', '-q', '--no-install-recommends', '-o', 'DPkg::Lock::Timeout=300'];

/** Root may install packages without asking, where there is apt-get; without root the machine is not ours to change. */
const mayInstall = () => process.getuid?.() === 0 && findOnPath('apt-get') !== undefined;

async function missingOf(tools: Tool[]): Promise<Tool[]> {
  const checked = await Promise.all(tools.map(async (tool) => ((await tool.works()) ? [] : [tool])));
  return checked.flat();
}

function complaint(missing: Tool[]): Error {
  const lines = missing.map(({ name, packages }) => `  ${name}: package ${packages.join(', ')}`);
  const all = [...new Set(missing.flatMap(({ packages }) => packages))].join(' ');
  return new Error(
    ['Missing on this machine:', ...lines, `Install them, for example: sudo apt-get install -y ${all}`].join(
      '\n',
    ),
  );
}

/** Installs the packages; if that fails, because the package lists are missing or old, updates the lists and tries again. */
async function aptInstall(packages: string[]): Promise<void> {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const install = () => run('apt-get', ['install', ...APT, ...packages], env);
  await install().catch(async () => {
    await run('apt-get', ['update', '-q'], env);
    await install();
  });
}

/**
 * Makes sure that every tool is there. It installs missing tools when it may; otherwise it rejects with one message that
 * names all of them and their packages.
 */
export async function ensureTools(tools: Tool[], progress: Progress): Promise<void> {
  const missing = await missingOf(tools);
  if (missing.length === 0) return;
  if (!mayInstall()) throw complaint(missing);
  const packages = [...new Set(missing.flatMap((tool) => tool.packages))];
  progress(`installing ${packages.join(', ')} with apt-get …`);
  await aptInstall(packages);
  const still = await missingOf(missing);
  if (still.length > 0) throw complaint(still);
}
