import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run } from './run-tool.js';

/** A program of the system, and the Debian packages that contain it. */
export interface Tool {
  name: string;
  packages: string[];
  works: () => Promise<boolean>;
}

/** Full path of a program, or undefined. It also looks into `sbin`, which is often missing in a user's PATH. */
export function findOnPath(command: string): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/local/sbin', '/usr/sbin'];
  return folders
    .map((folder) => join(folder, command))
    .find((path) => {
      try {
        accessSync(path, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}

/** Whether a command exits with 0. */
export const succeeds = (command: string, ...args: string[]): Promise<boolean> =>
  run(command, args).then(
    () => true,
    () => false,
  );

const onPath = (command: string) => () => Promise.resolve(findOnPath(command) !== undefined);

/** Kafka 4 needs Java 17. An older Java fails with a class version, which is a message that helps nobody. */
async function javaIsNew(): Promise<boolean> {
  const version = await run('java', ['-version']).catch(() => '');
  return Number(/version "(\d+)/.exec(version)?.[1] ?? 0) >= 17;
}

export const TOOLS = {
  redis: { name: 'redis-server', packages: ['redis-server'], works: onPath('redis-server') },
  ip: { name: 'ip', packages: ['iproute2'], works: onPath('ip') },
  nsenter: { name: 'nsenter', packages: ['util-linux'], works: onPath('nsenter') },
  unshare: { name: 'unshare', packages: ['util-linux'], works: onPath('unshare') },
  haproxy: { name: 'haproxy', packages: ['haproxy'], works: onPath('haproxy') },
  chromium: {
    name: 'chromium',
    packages: ['chromium', 'fonts-noto-core'],
    works: onPath('chromium'),
  },
  faketime: { name: 'faketime', packages: ['faketime'], works: onPath('faketime') },
  java: { name: 'java (17 or newer)', packages: ['default-jre-headless'], works: javaIsNew },
  maven: { name: 'mvn', packages: ['maven'], works: onPath('mvn') },
  pip: { name: 'pip', packages: ['python3-pip'], works: () => succeeds('python3', '-m', 'pip', '--version') },
} satisfies Record<string, Tool>;
