/**
 * A role whose profiler (V8's) starts at the first SIGWINCH; at the second, the profile is written to the file PROFILE_TO. Node
 * takes --cpu-prof only from its own command line, and writes nothing when a signal ends it.
 */
import { renameSync, writeFileSync } from 'node:fs';
import { Session } from 'node:inspector';

const { PROFILE_TO } = process.env;
if (PROFILE_TO) {
  const session = new Session();
  session.connect();
  session.post('Profiler.enable');
  process.once('SIGWINCH', () => {
    session.post('Profiler.start');
    process.once('SIGWINCH', () =>
      session.post('Profiler.stop', (_error, { profile }) => {
        writeFileSync(`${PROFILE_TO}.part`, JSON.stringify(profile));
        renameSync(`${PROFILE_TO}.part`, PROFILE_TO);
      }),
    );
  });
}
await import('../dist/main.js');
