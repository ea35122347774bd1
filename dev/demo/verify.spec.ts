import { describe, expect, it } from 'vitest';
import { Ledger } from './ledger.js';
import { differences, type Outcome } from './verify.js';

const SCORES = [1_900, 900];

function outcome(): Outcome {
  const ledgers = SCORES.map((score, index) => {
    const ledger = new Ledger(`p${index}`, `Player ${index + 1}`);
    ledger.acknowledged('q1', { correct: true, points: score - 400, score: score - 400 }, true);
    ledger.acknowledged('q2', { correct: true, points: 400, score }, true);
    const { playerId, nickname } = ledger;
    ledger.standing = { rank: index + 1, playerId, nickname, score, correct: 2, answered: 2, moved: 0 };
    ledger.version = 9;
    ledger.sawEnd = true;
    return ledger;
  });
  const totals = { players: 2, answers: 4, points: 2_800 };
  const audit = {
    sessionId: 's',
    redis: totals,
    mongo: { ...totals },
    pending: { outbox: 0, kafkaLag: 0 },
    differences: [],
    consistent: true,
  };
  return { ledgers, questions: 2, audit };
}

const after = (change: (game: Outcome) => unknown): string[] => {
  const game = outcome();
  change(game);
  return differences(game);
};

describe('differences', () => {
  it('are none when everybody was told what the system holds', () => {
    expect(differences(outcome())).toEqual([]);
  });

  it('name a store that lost an answer', () => {
    expect(after(({ audit }) => (audit.mongo.answers = 3))).toEqual([
      'MongoDB holds 2 players, 3 answers, 2,800 points; the players were told of 2 players, 4 answers, 2,800 points',
    ]);
  });

  it('name a player whose standing is not what it was told', () => {
    expect(after(({ ledgers }) => (ledgers[0]!.standing!.score = 2_000))).toEqual([
      'Player 1: told of 1900 points, 2 of 2 right; stands at 2000 points, 2 of 2 right',
    ]);
  });

  it('name an answer without acknowledgement', () => {
    const texts = after(({ ledgers }) => ledgers[1]!.points.delete('q2'));
    expect(texts).toContain('Player 2: 1 of 2 answers acknowledged');
  });

  it('name leaderboards of different versions, and one that came late', () => {
    expect(after(({ ledgers }) => (ledgers[1]!.version = 8))).toEqual([
      'the last leaderboard differs: version (players) 9 (1), 8 (1)',
    ]);
    const late = after(({ ledgers }) => {
      for (const version of [10, 9, 10]) ledgers[0]!.sawBoard({ version } as never);
      ledgers[1]!.version = 10;
    });
    expect(late).toEqual(['Player 1: leaderboard 9 came after 10']);
  });

  it('name a rank held twice and an order that is none', () => {
    expect(after(({ ledgers }) => (ledgers[1]!.standing!.rank = 1)).join()).toContain('rank 2 is held by');
    const swapped = after(({ ledgers }) =>
      ledgers.forEach(({ standing }) => (standing!.rank = 3 - standing!.rank)),
    );
    expect(swapped).toEqual(['Player 1 has more points than Player 2 above']);
  });

  it('name what the audit names', () => {
    const texts = after(({ audit }) => {
      audit.consistent = false;
      audit.pending.outbox = 3;
      audit.differences.push({ kind: 'answer', playerId: 'p0', questionId: 'q1', redis: 900, mongo: null });
    });
    expect(texts).toHaveLength(2);
    expect(texts[0]).toContain('outbox 3');
    expect(texts[1]).toContain('"playerId":"p0"');
  });

  it('name an answer that is unknown after a return', () => {
    const texts = after(({ ledgers }) => {
      ledgers[0]!.returned({ you: { answered: ['q1'], score: 1_900 } } as never);
    });
    expect(texts).toEqual(['Player 1: back again, its answers to q2 are unknown']);
  });
});
