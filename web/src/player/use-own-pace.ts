import { useCallback, useEffect, useMemo, useState } from 'react';
import type { AnswerValue, PlayerQuestion } from '@contracts/quiz.js';
import type { AnswerAck, AnswerResult } from '@contracts/socket-events.js';
import { useClient, useSession } from '../game/use-game.js';
import { seat } from '../net/seats.js';

interface Opened {
  question: PlayerQuestion;
  openedAt: number;
  closesAt: number;
}

const isResult = (ack: AnswerAck): ack is AnswerAck & AnswerResult =>
  'points' in ack && ack.points !== undefined;

/**
 * Where a player of a self-paced session is. The place is kept with the seat, so that a reload opens the same question
 * again; the server keeps the time of the question, which goes on meanwhile.
 */
export function useOwnPace(sessionId: string) {
  const client = useClient();
  const { you, questionCount: count, status } = useSession();
  const kept = useMemo(() => seat(sessionId), [sessionId]);
  const answeredAtStart = you?.answered.length ?? 0;
  const [index, setIndex] = useState(() =>
    Math.max(kept.get()?.index ?? 0, Math.max(0, answeredAtStart - 1)),
  );
  const [opened, setOpened] = useState<Opened>();
  const [result, setResult] = useState<AnswerResult>();
  const open = status === 'open';

  useEffect(() => {
    setOpened(undefined);
    setResult(undefined);
    if (!open || index >= count) return undefined;
    let wanted = true;
    client
      .open(index)
      .then((ack) => wanted && ack.status === 'ok' && setOpened(ack))
      .catch(() => undefined);
    return () => {
      wanted = false;
    };
  }, [client, index, count, open]);

  const advance = useCallback(() => {
    setIndex((before) => {
      const seated = kept.get();
      if (seated) kept.set({ ...seated, index: before + 1 });
      return before + 1;
    });
  }, [kept]);

  const questionId = opened?.question.id;
  const answer = useCallback(
    async (value: AnswerValue): Promise<AnswerAck> => {
      const ack = await client.answer(questionId!, value);
      if (isResult(ack)) {
        setResult(ack);
        const { score, rank, streak, correct, fraction, points } = ack;
        client.tell({
          type: 'result',
          result: { questionId: questionId!, score, rank, streak, correct, fraction, points },
        });
      }
      return ack;
    },
    [client, questionId],
  );

  return { index, opened, result, advance, answer };
}
