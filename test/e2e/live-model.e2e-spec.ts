import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import type { Quiz } from '../../src/contracts/quiz.js';
import { Host } from '../support/host.js';
import { LiveModel, MODEL_QUIZ } from '../support/live-model.js';
import { LiveReal, MODEL_SETTINGS } from '../support/live-real.js';
import { liveSteps } from '../support/live-steps.js';
import { LostSession } from '../support/lost-session.js';
import { type Podium, startPodium } from '../support/podium.js';

/** The number of runs is limited, since some of the steps take seconds: a rebuild, a node that drains. */
const RUNS = 150;
/** Players of each session before the first step. */
const PLAYERS = 3;

let podium: Podium;
let host: Host;
let quiz: Quiz;
let store: LostSession;

beforeAll(async () => {
  podium = await startPodium({
    engines: inject('environment'),
    ws: 3,
    environment: { SOCKET_EVENTS_PER_SECOND: '1000' },
  });
  host = await Host.register(podium.url);
  quiz = await host.quiz(MODEL_QUIZ);
  store = new LostSession(podium.environment['REDIS_URL']!);
});
afterAll(async () => {
  store?.close();
  await podium?.stop();
});

it(
  'a live session on three nodes is what a plain model says, after each of any steps',
  { timeout: 240_000 },
  async () => {
    let runs = 0;
    // A failure names the seed and path that repeat it.
    await fc.assert(
      fc.asyncProperty(liveSteps, async (steps) => {
        const real = await LiveReal.open(podium, await host.live(quiz, MODEL_SETTINGS), store);
        try {
          const model = new LiveModel();
          for (let index = 0; index < PLAYERS; index++) {
            model.join(`player ${index}`);
            await real.join(`player ${index}`);
          }
          await fc.asyncModelRun(() => ({ model, real }), steps);
        } finally {
          real.close();
        }
        runs += 1;
      }),
      { numRuns: RUNS },
    );
    expect(runs).toBeGreaterThanOrEqual(RUNS);
  },
);
