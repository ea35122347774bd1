import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TOOLS } from '../../../dev/engines/tools.js';
import { ensureTools } from '../../../dev/engines/install.js';

const LIBRARIES = ['/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu', '/usr/lib'].map((folder) =>
  join(folder, 'faketime/libfaketime.so.1'),
);

/** The wall clock of one process, which can be moved while it runs (libfaketime). Its monotonic clock stays true. */
export class WallClock {
  private constructor(
    private readonly file: string,
    /** What the process has to be started with. */
    readonly environment: Record<string, string>,
  ) {}

  /** Undefined where the library can't be had. */
  static async make(folder: string): Promise<WallClock | undefined> {
    await ensureTools([TOOLS.faketime], (line) => console.error(line)).catch(() => undefined);
    const library = LIBRARIES.find((path) => existsSync(path));
    if (!library) return undefined;
    const file = join(folder, 'wall-clock');
    const clock = new WallClock(file, {
      LD_PRELOAD: library,
      FAKETIME_TIMESTAMP_FILE: file,
      FAKETIME_CACHE_DURATION: '1',
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
    });
    await clock.move(0);
    return clock;
  }

  /** @param seconds by which it is ahead of the true time; negative: behind */
  async move(seconds: number): Promise<void> {
    await writeFile(this.file, `${seconds < 0 ? '-' : '+'}${Math.abs(seconds)}`);
  }
}
