import { cp, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../../dev/engines/run-tool.js';
import { root } from '../../../dev/roles.js';

/** The files and folders from which the server is built. */
const SOURCES = ['src', 'package.json', 'nest-cli.json', 'tsconfig.json', 'tsconfig.build.json'];

/** A build of the server other than the project's own. */
export interface PlantedBuild {
  entry: string;
  cli: string;
  remove(): Promise<void>;
}

/** Builds the project's server with a patch, in a temporary folder. @throws Error when the patch does not fit any more */
export async function buildPlanted(patch: string): Promise<PlantedBuild> {
  const folder = await mkdtemp(join(tmpdir(), 'podium-planted-'));
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    for (const source of SOURCES) await cp(join(root, source), join(folder, source), { recursive: true });
    await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
    await inFolder(folder, 'git', 'apply', '--whitespace=nowarn', patch);
    await inFolder(folder, process.execPath, 'node_modules/@nestjs/cli/bin/nest.js', 'build');
    return { entry: join(folder, 'dist/main.js'), cli: join(folder, 'dist/cli/podium.js'), remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** Runs a command in the folder that contains the files. */
const inFolder = (folder: string, command: string, ...args: string[]) =>
  run('env', ['-C', folder, command, ...args]);
