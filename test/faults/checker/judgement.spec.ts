import { describe, expect, it } from 'vitest';
import { check } from './check.js';
import { isViolation } from './findings.js';
import { cleanRun } from './fixture/clean-run.js';
import { acceptedAtOnce, documentOf, isOf, linesOf } from './fixture/defects/defect.js';
import { otherValue } from './fixture/questions.js';
import { evidenceOf, type World } from './fixture/world.js';

const make = () => cleanRun({ seed: 11, live: 1, selfPaced: 2, players: 6 });
const judge = async (world: World) => check(await evidenceOf(world));
const kindsOf = async (world: World) =>
  [...new Set((await judge(world)).findings.filter(isViolation).map(({ kind }) => kind))].toSorted();

describe('what follows from something else', () => {
  it('misses an accepted answer in whose place another of the same player counts', async () => {
    const world = make();
    const { sent, told } = acceptedAtOnce(world)[0]!;
    // The acknowledgement is `duplicate`, so that the answer that counts is not the one that was accepted.
    told.status = 'duplicate';
    world.lines.push({ ...sent, op: 100_000, value: otherValue(sent.value) });
    world.lines.push({ ...told, op: 100_000, status: 'accepted' });
    expect(await kindsOf(world)).toEqual(['lost', 'lost-in-kafka', 'lost-in-redis']);
  });

  it('takes an event under another id for none, and for one of nobody', async () => {
    const world = make();
    const target = acceptedAtOnce(world)[0]!;
    for (const event of world.events.filter((one) => isOf(one, target))) event.id += 'x';
    expect(await kindsOf(world)).toEqual(['lost-in-kafka', 'phantom']);
  });
});

describe('what is no violation', () => {
  it('lets sessions leave Redis', async () => {
    const world = make();
    world.redis.delete([...world.redis.keys()][0]!);
    const verdict = await judge(world);
    expect(verdict.ok).toBe(true);
    expect(verdict.totals.sessionsInRedis).toBe(2);
  });

  it('lets a kicked player leave Redis and the ranking', async () => {
    const world = cleanRun({ seed: 4, live: 0, selfPaced: 1, players: 1 });
    const line = linesOf(world, 'player')[0]!;
    documentOf(world, line).kicked = true;
    const [session] = world.sessions;
    const left = session!.standings!.find(({ playerId }) => playerId !== line.playerId)!;
    Object.assign(session!, { players: 1, standings: [{ ...left, rank: 1 }] });
    const raw = world.redis.get(session!._id)!;
    raw.board.splice(raw.board.indexOf(line.playerId), 2);
    for (const records of Object.values(raw.answers)) delete records[line.playerId];
    world.lines = world.lines.filter(({ type }) => type !== 'ended');
    expect(await kindsOf(world)).toEqual([]);
  });

  it('lets an answer count that was told busy, and one of which nothing was heard in time', async () => {
    const world = make();
    const target = acceptedAtOnce(world)[0]!;
    world.lines.splice(world.lines.indexOf(target.told), 1, {
      ...target.told,
      status: 'busy',
      points: undefined,
      score: undefined,
    });
    const verdict = await judge(world);
    expect(verdict.ok).toBe(true);
    const { sessionId, playerId, questionId } = target;
    expect(verdict.findings).toContainEqual(
      expect.objectContaining({ kind: 'unacknowledged-counted', sessionId, playerId, questionId }),
    );
  });

  it('lets a player who let a question pass answer it once it is opened again, but takes no points back', async () => {
    const world = make();
    const result = linesOf(world, 'result').find(({ points }) => points > 0)!;
    const passed = { ...result, points: 0, score: 0 };
    const isSent = (line: World['lines'][number]) =>
      line.type === 'sent' && line.playerId === result.playerId && line.questionId === result.questionId;
    world.lines.splice(world.lines.findIndex(isSent), 0, passed);
    expect(await kindsOf(world)).toEqual([]);
    world.lines.splice(world.lines.indexOf(result), 0, { ...passed });
    expect(await kindsOf(world)).toEqual(['points']);
  });

  it('ignores events of sessions that are not of the run', async () => {
    const world = make();
    const [event] = world.events;
    world.events.push({ ...event!, sessionId: 'before', id: `before:${event!.playerId}:q1` });
    expect(await kindsOf(world)).toEqual([]);
  });
});

it('judges the order of a session only where its scores are right', async () => {
  const world = make();
  documentOf(world, linesOf(world, 'player')[0]!).score! += 1;
  const verdict = await judge(world);
  expect(verdict.totals.ordersNotJudged).toBe(1);
  expect(verdict.ok).toBe(false);
});
