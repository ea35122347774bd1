import { setTimeout as sleep } from 'node:timers/promises';
import * as fc from 'fast-check';
import { expect } from 'vitest';
import type { HostCommand, SessionStatus } from '../../src/contracts/session.js';
import { type LiveModel, MODEL_QUIZ, OPTIONS } from './live-model.js';
import type { LiveReal } from './live-real.js';
import type { RequestFailed } from './rest.js';

type Step = fc.AsyncCommand<LiveModel, LiveReal>;

/** A step that is tried in every state; the session must refuse a step that its state does not allow. */
const step = (name: string, run: (model: LiveModel, real: LiveReal) => Promise<void>): Step => ({
  check: () => true,
  run: async (model, real) => {
    await run(model, real);
    await real.agree(model);
  },
  toString: () => name,
});

const pick = <Item>(items: Item[], index: number): Item | undefined =>
  items.length > 0 ? items[index % items.length] : undefined;

const host = (command: HostCommand) =>
  step(command, async (model, real) => {
    const expected = model.command(command);
    const ack = await real.command(command);
    expect(ack.status === 'rejected' ? ack.code : ack.status).toBe(expected);
  });

const kick = (index: number) =>
  step(`kick ${index}`, async (model, real) => {
    const player = pick(model.players, index);
    const playerId = player ? real.joined.get(player.name)!.playerId : 'nobody';
    const expected = model.command('kick', player);
    const ack = await real.command('kick', playerId);
    expect(ack.status === 'rejected' ? ack.code : ack.status).toBe(expected);
  });

const FORWARD: Partial<Record<SessionStatus, HostCommand>> = {
  lobby: 'start',
  question: 'close',
  reveal: 'next',
  paused: 'resume',
};

/** The command that a host gives most of the time. */
const forward = step('forward', async (model, real) => {
  const command = FORWARD[model.status] ?? 'end';
  expect(model.command(command)).toBe('ok');
  expect(await real.command(command)).toMatchObject({ status: 'ok' });
});

/** The same command about the same question is sent again, as when its acknowledgement is lost: it must happen only once. */
const sentAgain = step('forward, sent again', async (model, real) => {
  const command = FORWARD[model.status] ?? 'end';
  const question = model.index < 0 ? undefined : MODEL_QUIZ[model.index]!.id;
  expect(model.command(command)).toBe('ok');
  const { status, index } = model;
  for (let times = 0; times < 2; times++) {
    const ack = await real.command(command, undefined, question);
    // If the question has not changed, the state refuses to do the same again.
    if (times === 0) expect(ack).toMatchObject({ status: 'ok' });
    else expect(['ok', 'rejected']).toContain(ack.status);
  }
  expect([model.status, model.index]).toEqual([status, index]);
});

/** Two hosts send `next` at once: it must happen only once. */
const nextTwice = step('next twice at once', async (model, real) => {
  const expected = [model.command('next'), 'COMMAND_NOT_ALLOWED'];
  if (model.status === 'ended') expected[1] = 'SESSION_ENDED';
  const acks = await Promise.all([real.command('next'), real.command('next')]);
  expect(acks.map((ack) => (ack.status === 'rejected' ? ack.code : ack.status)).toSorted()).toEqual(
    expected.toSorted(),
  );
});

const answer = (playerIndex: number, option: number, back: number) =>
  step(`player ${playerIndex} answers ${option}, ${back} back`, async (model, real) => {
    const player = pick(
      model.seated.filter(({ connected }) => connected),
      playerIndex,
    );
    if (!player) return;
    const question = Math.max(0, model.index - back);
    const expected = model.answer(player, question, option);
    const { id } = MODEL_QUIZ[question]!;
    const ack = await real.sockets.get(player.name)!.answer(id, OPTIONS[question]![option]!.value);
    expect(ack).toEqual({ status: expected });
    // A turn of the model is a millisecond or more for the tie-break.
    await sleep(2);
  });

const join = step('join', async (model, real) => {
  const name = `player ${model.players.length}`;
  const expected = model.join(name);
  const outcome = await real.join(name).then(
    () => 'joined',
    (error: RequestFailed) => error.problem.code,
  );
  expect(outcome).toBe(expected);
  await sleep(2);
});

/** Leaves, and reconnects to another node with the token. */
const reconnect = (index: number) =>
  step(`reconnect ${index}`, async (model, real) => {
    const player = pick(model.seated, index);
    if (!player) return;
    if (player.connected) real.sockets.get(player.name)!.close();
    model.connect(player, false);
    await real.agree(model);
    model.connect(player, true);
    await real.enter(player.name);
  });

const blink = (index: number) =>
  step(`blink ${index}`, async (model, real) => {
    const player = pick(
      model.seated.filter(({ connected }) => connected),
      index,
    );
    if (player) await real.blink(player.name);
  });

/** A step that takes seconds, and therefore happens only `times` times in a run of the test. */
const rarely = (name: string, times: number, run: Parameters<typeof step>[1]): Step => {
  let left = times;
  const taken = step(name, async (model, real) => {
    left -= 1;
    await run(model, real);
  });
  return { check: () => left > 0, run: (model, real) => taken.run(model, real), toString: () => name };
};

const drain = rarely('a node drains', 5, (model, real) => real.drain(model));
const lose = rarely('Redis loses it', 8, async (model, real) => {
  await real.lose();
  model.rebuild();
});

/** A whole question at once, so that games get far: each player gives an answer or (3) passes, until the question is closed. */
const round = (options: number[]) =>
  step(`round ${options.join(' ')}`, async (model, real) => {
    if (model.status !== 'question') await forward.run(model, real);
    for (const [index, option] of options.entries()) {
      if (option < 3) await answer(index, option, 0).run(model, real);
    }
    if (model.status === 'question') await forward.run(model, real);
  });

/** Any host command and any move of a player; steps that move a game forward are more frequent. */
export const liveSteps = fc.commands(
  [
    ...(['start', 'close', 'next', 'pause', 'resume', 'lock', 'unlock', 'end'] as const).map((command) =>
      fc.constant(host(command)),
    ),
    ...Array.from({ length: 8 }, () => fc.constant(forward)),
    ...Array.from({ length: 4 }, () => fc.array(fc.nat(3), { minLength: 3, maxLength: 3 }).map(round)),
    fc.constant(nextTwice),
    fc.constant(sentAgain),
    fc.constant(join),
    fc.constant(drain),
    fc.constant(lose),
    fc.nat(5).map(blink),
    fc.nat(5).map(kick),
    fc.nat(5).map(reconnect),
    ...Array.from({ length: 12 }, () =>
      fc
        .tuple(fc.nat(5), fc.nat(2), fc.constantFrom(0, 0, 0, 1))
        .map(([player, option, back]) => answer(player, option, back)),
    ),
  ],
  { maxCommands: 24, size: 'max' },
);
