import { afterAll, beforeAll, inject } from 'vitest';
import { type Podium, startPodium } from '../support/podium.js';
import { answersAtOnce } from './one-system/exactly-once.js';
import { leaderboardOfMany } from './one-system/leaderboard.js';
import { rulesOfLive } from './one-system/live-rules.js';
import { neverBehind } from './one-system/never-behind.js';
import { selfPacedGame } from './one-system/self-paced.js';

/** Suites that leave the roles as they are. They share one system, since its start takes longer than most of them. */
let podium: Podium;

beforeAll(async () => {
  podium = await startPodium({ engines: inject('environment'), ws: 3 });
});
afterAll(() => podium?.stop());

const system = () => podium;

selfPacedGame(system);
rulesOfLive(system);
answersAtOnce(system);
leaderboardOfMany(system);
neverBehind(system);
