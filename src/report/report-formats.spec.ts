import { PassThrough, Writable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { ReportPlayer } from '../contracts/rest.js';
import type { OpenReport } from './open-report.js';
import { REPORT_FORMATS } from './report-formats.js';

const FORMATS = Object.entries(REPORT_FORMATS);

const player = (rank: number): ReportPlayer => ({
  rank,
  playerId: `p${rank}`,
  nickname: Array.from({ length: 20 }, () => Math.random().toString(36)).join(''),
  score: 1,
  correct: 1,
  answered: 1,
  meanTimeMs: 1,
  kicked: false,
});

/** A report with endless players that counts how many of them were asked for. */
function endless(failAt = Infinity) {
  const state = { asked: 0, closed: false };
  async function* players() {
    try {
      for (;;) {
        if (++state.asked > failAt) throw new Error('store away');
        yield player(state.asked);
      }
    } finally {
      state.closed = true;
    }
  }
  const head = { sessionId: 's', title: 't', mode: 'live', status: 'ended', createdAt: 0 } as const;
  const report: OpenReport = { head, players: players(), questions: () => [], close: async () => undefined };
  return { state, report };
}

/** More than any format keeps in its buffers. */
const MOST = 3_000;

/** How many players were asked for, once no more are; it also returns when they are too many. */
async function stillAsked(state: { asked: number }): Promise<number> {
  for (let before = -1; state.asked !== before && state.asked < MOST; await wait(500)) before = state.asked;
  return state.asked;
}

describe.each(FORMATS)('%s', (_name, { send }) => {
  it('asks for no more than its reader takes, and stops when the reader leaves', async () => {
    const { state, report } = endless();
    const stuck = new Writable({ write: () => undefined });
    const sent = send(report, stuck).catch((error: NodeJS.ErrnoException) => error.code);
    const asked = await stillAsked(state);
    expect(asked).toBeGreaterThan(0);
    expect(asked).toBeLessThan(MOST);
    expect(state.closed).toBe(false);
    stuck.destroy();
    expect(await sent).toBe('ERR_STREAM_PREMATURE_CLOSE');
    await wait(100);
    expect(state.closed).toBe(true);
  });

  it('fails as a whole when its rows do', async () => {
    const { report } = endless(150);
    const to = new PassThrough();
    const read = buffer(to).catch(() => 'cut');
    await expect(send(report, to)).rejects.toThrow('store away');
    expect(await read).toBe('cut');
  });
});
