import { existsSync, writeFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TOOLS } from '../../../dev/engines/tools.js';
import { ensureTools } from '../../../dev/engines/install.js';

const LIBRARIES = ['/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu', '/usr/lib'].map((folder) =>
  join(folder, 'faketime/libfaketime.so.1'),
);

/** The wall clocks of processes, which can be moved while they run (libfaketime). Their monotonic clocks stay true. */
export class WallClocks {
  private constructor(
    private readonly folder: string,
    private readonly library: string,
  ) {}

  /** Undefined where the library cannot be installed. */
  static async make(folder: string): Promise<WallClocks | undefined> {
    await ensureTools([TOOLS.faketime], (line) => console.error(line)).catch(() => undefined);
    const library = LIBRARIES.find((path) => existsSync(path));
    if (!library) return undefined;
    await mkdir(folder, { recursive: true });
    return new WallClocks(folder, library);
  }

  /** The environment for starting the process of that name; its clock is true until it is moved. */
  environment(name: string): Record<string, string> {
    writeFileSync(this.file(name), '+0');
    return {
      // The C library's memory functions must come first: the allocator in Redis asks for the time before libfaketime is ready.
      LD_PRELOAD: `${this.library}:libc.so.6`,
      FAKETIME_TIMESTAMP_FILE: this.file(name),
      FAKETIME_CACHE_DURATION: '1',
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
    };
  }

  /** @param seconds by which it is ahead of the true time; negative: behind */
  async move(name: string, seconds: number): Promise<void> {
    await writeFile(this.file(name), `${seconds < 0 ? '-' : '+'}${Math.abs(seconds)}`);
  }

  private file(name: string): string {
    return join(this.folder, name);
  }
}
