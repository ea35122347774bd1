import { answersAtOnce } from './one-system/exactly-once.js';
import { leaderboardOfMany } from './one-system/leaderboard.js';
import { rulesOfLive } from './one-system/live-rules.js';
import { neverBehind } from './one-system/never-behind.js';
import { selfPacedGame } from './one-system/self-paced.js';
import { sharedPodium } from '../support/shared-podium.js';

const podium = sharedPodium();
const system = () => podium;

selfPacedGame(system);
rulesOfLive(system);
answersAtOnce(system);
leaderboardOfMany(system);
neverBehind(system);
