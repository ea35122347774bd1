import { endGuard } from '../engines/guard.js';
import { startEngines, type Engines } from '../engines/index.js';
import { startSystem, type System } from '../system.js';
import { untilAsked } from './asked.js';
import { playGame, type Played } from './game.js';
import { LOGIN } from './host.js';
import { playLiveGame } from './live/live-game.js';
import { keepLogs, untilOneDies } from './kept-logs.js';
import { checkOpenFiles } from './open-files.js';
import type { DemoOptions } from './options.js';
import { report, summary } from './report.js';
import { openScreen, type Screen } from './screen.js';

/** Everything that has been started so far, engines first: the message about a failure depends on it. */
interface Stage {
  engines?: Engines;
  system?: System;
  /** Rejects when a process ends that should not end. */
  death?: Promise<never>;
}

const onProgress = (line: string) => console.error(line);

function addresses({ engines, system }: Stage): string {
  const rows = [...(engines?.all ?? []), ...(system?.all ?? [])].map(
    ({ name, port, pid, log }) =>
      `  ${name.padEnd(10)} port ${String(port).padEnd(6)} process ${String(pid).padEnd(8)} ${log}`,
  );
  return [
    '',
    ...rows,
    '',
    `Podium still runs at ${system?.url} (API: ${system?.url}/docs).`,
    `The host signs in with ${LOGIN.email} and ${LOGIN.password}. Ctrl-C stops everything.`,
  ].join('\n');
}

/** Plays one game, on a system of its own unless another is given. */
async function play(options: DemoOptions, stage: Stage, screen: Screen): Promise<Played> {
  checkOpenFiles(options.players);
  const game = options.live ? playLiveGame : playGame;
  if (options.url) return game(options.url, options, screen);
  onProgress('starting Redis, Kafka and MongoDB …');
  const engines = (stage.engines = await startEngines({ onProgress }));
  const system = (stage.system = await startSystem({ engines, ws: options.ws, onProgress }));
  stage.death = untilOneDies([...engines.all, ...system.all]);
  return Promise.race([game(system.url, options, screen), stage.death]);
}

async function show(played: Played, { engines }: Stage, screen: Screen): Promise<void> {
  screen.print(report(played));
  if (played.faults.length > 0 && engines) console.error(`Logs: ${await keepLogs(engines.dataDir)}`);
  screen.print([summary(played)]);
  screen.end();
}

/**
 * Runs the whole demo and returns its exit code: 0 when all checks passed, 1 when one did not, or the code of the signal that
 * cut it short. It leaves nothing running.
 */
export async function runDemo(options: DemoOptions): Promise<number> {
  const asked = untilAsked();
  const screen = openScreen();
  const stage: Stage = {};
  try {
    const played = await Promise.race([play(options, stage, screen), asked]);
    if (typeof played === 'number') {
      screen.end();
      onProgress('\nstopping …');
      return played;
    }
    await show(played, stage, screen);
    if (options.keep && !options.url) {
      onProgress(addresses(stage));
      await Promise.race([asked, stage.death]);
      onProgress('\nstopping …');
    }
    return played.faults.length === 0 ? 0 : 1;
  } catch (error) {
    screen.end();
    onProgress(`\n${(error as Error).message}`);
    if (stage.engines) onProgress(`Logs: ${await keepLogs(stage.engines.dataDir)}`);
    return 1;
  } finally {
    await endGuard();
  }
}
