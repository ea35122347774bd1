import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { PodiumError } from '../problems/podium-error.js';
import { Lane, type LaneOptions, type Leave } from './lane.js';

const BUSY = '503 BUSY The server has too much of this to do right now; try again shortly. {"retryAfter":1}';

let lanes = 0;
const lane = (options: Partial<LaneOptions> = {}) =>
  new Lane({
    name: `spec-${lanes++}`,
    atOnce: 3,
    perKey: 2,
    queue: 10,
    queuePerKey: 5,
    waitMs: 60_000,
    ...options,
  });

/** Pieces of work that go on until the test ends them. */
class Works {
  readonly begun: string[] = [];
  private readonly leave: Leave[] = [];
  readonly refused: string[] = [];

  constructor(private readonly lane: Lane) {}

  async ask(...keys: string[]): Promise<void> {
    for (const key of keys) void this.askFor(key);
    await nextTurn();
  }

  private async askFor(key: string): Promise<void> {
    try {
      const leave = await this.lane.enter(key);
      this.begun.push(key);
      this.leave.push(leave);
    } catch (error) {
      const { status, code, detail, details } = error as PodiumError;
      this.refused.push(`${key} ${status} ${code} ${detail} ${JSON.stringify(details)}`);
    }
  }

  /** Ends the n-th work that began, counted from 0. */
  async end(place: number): Promise<void> {
    this.leave[place]!();
    await nextTurn();
  }
}

describe('Lane', () => {
  it('runs so much at once, and the next in turn when one ends', async () => {
    const works = new Works(lane());
    await works.ask('a', 'b', 'c', 'd', 'e');
    expect(works.begun).toEqual(['a', 'b', 'c']);
    await works.end(1);
    expect(works.begun).toEqual(['a', 'b', 'c', 'd']);
    await works.end(0);
    expect(works.begun).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  it('gives a key no more than its share, and keeps no other key waiting for it', async () => {
    const works = new Works(lane());
    await works.ask('a', 'a', 'a', 'a', 'b', 'c');
    expect(works.begun).toEqual(['a', 'a', 'b']);
    await works.end(2);
    expect(works.begun).toEqual(['a', 'a', 'b', 'c']);
    await works.end(0);
    expect(works.begun).toEqual(['a', 'a', 'b', 'c', 'a']);
  });

  it('refuses what is too much for its queue, of all and of one key, and takes it again later', async () => {
    const works = new Works(lane({ atOnce: 1, queue: 3, queuePerKey: 2 }));
    await works.ask('a', 'a', 'a', 'a', 'b', 'c');
    expect(works.refused).toEqual([`a ${BUSY}`, `c ${BUSY}`]);
    await works.end(0);
    await works.ask('c');
    expect(works.refused).toHaveLength(2);
    for (let place = 1; place <= 3; place++) await works.end(place);
    expect(works.begun).toEqual(['a', 'a', 'a', 'b', 'c']);
  });

  it('refuses what has waited too long, which then has no turn any more', async () => {
    const works = new Works(lane({ atOnce: 1, waitMs: 20 }));
    await works.ask('a', 'b');
    await expect.poll(() => works.refused).toEqual([`b ${BUSY}`]);
    await works.ask('c');
    await works.end(0);
    expect(works.begun).toEqual(['a', 'c']);
  });

  it('gives the place of work that takes too long to the next', async () => {
    const short = lane({ atOnce: 1, longestMs: 30 });
    let end!: (result: string) => void;
    const long = short.run('a', () => new Promise<string>((resolve) => (end = resolve)));
    expect(await short.run('b', () => Promise.resolve('next'))).toBe('next');
    end('late');
    expect(await long).toBe('late');
    const works = new Works(short);
    await works.ask('a', 'b');
    expect(works.begun).toEqual(['a']);
  });

  it('leaves as much time to others as its work takes, when it is to rest', async () => {
    const resting = lane({ atOnce: 1, rests: true });
    const spans: [from: number, to: number][] = [];
    const work = async () => {
      const from = performance.now();
      while (performance.now() < from + 20);
      spans.push([from, performance.now()]);
    };
    await Promise.all([resting.run('a', work), resting.run('b', work), resting.run('c', work)]);
    const rests = spans.slice(1).map(([from], place) => from - spans[place]![1]);
    expect(rests).toHaveLength(2);
    for (const rest of rests) expect(rest).toBeGreaterThanOrEqual(18);
  });

  it('is left once, whether the work succeeds or fails', async () => {
    const one = lane({ atOnce: 1 });
    await expect(one.run('a', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await one.run('a', () => Promise.resolve('yes'))).toBe('yes');
    const leave = await one.enter('a');
    leave();
    leave();
    const works = new Works(one);
    await works.ask('a', 'b');
    expect(works.begun).toEqual(['a']);
  });
});
