import { expect, it } from 'vitest';
import type { FaultKind } from './faults/target.js';
import { GoingFaults } from './going.js';

const kind = (name: string, takes: FaultKind['takes'] = []): FaultKind => ({
  name,
  takes,
  harm: () => Promise.resolve(undefined),
});

it('lets no two faults take the same until what was taken is healthy again', () => {
  const going = new GoingFaults();
  const killed = going.begin(kind('redis primary killed', ['redis']));
  expect(going.fits(kind('redis replica paused', ['redis']))).toBe(false);
  expect(going.fits(kind('network cut', ['redis', 'kafka', 'mongo']))).toBe(false);
  expect(going.fits(kind('kafka broker killed', ['kafka']))).toBe(true);
  going.undone(killed);
  expect(going.fits(kind('redis replica paused', ['redis']))).toBe(false);
  going.end(killed);
  expect(going.fits(kind('redis replica paused', ['redis']))).toBe(true);
});

it('lets no fault begin beside one of its kind', () => {
  const going = new GoingFaults();
  going.begin(kind('mongo errs'));
  expect(going.fits(kind('mongo errs'))).toBe(false);
  expect(going.fits(kind('client lines reset'))).toBe(true);
});

it('has room for three that are not undone', async () => {
  const going = new GoingFaults();
  const [first] = ['a', 'b', 'c'].map((name) => going.begin(kind(name)));
  expect(going.hasRoom).toBe(false);
  let room = false;
  const waiting = going.untilRoom().then(() => (room = true));
  expect(room).toBe(false);
  going.undone(first!);
  await waiting;
  expect(going.hasRoom).toBe(true);
});

it('is calm from the end of the last fault on', async () => {
  const going = new GoingFaults();
  const one = going.begin(kind('a'));
  const other = going.begin(kind('b', ['ws']));
  expect([...going.takenBeside(one)]).toEqual(['ws']);
  going.undone(one);
  going.end(one);
  expect(going.calmMs).toBe(0);
  const none = going.untilNone();
  going.end(other);
  await none;
  expect(going.calmMs).toBeGreaterThanOrEqual(0);
  expect(going.fits(kind('b', ['ws']))).toBe(true);
});
