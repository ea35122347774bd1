import { useEffect, useRef, useState } from 'react';
import type { AnswerValue, PlayerQuestion as Question } from '@contracts/quiz.js';
import type { AnswerAck } from '@contracts/socket-events.js';
import { useClient } from '../game/use-game.js';
import { useText } from '../locale/text.js';
import { Picture } from '../ui/picture.js';
import { type Span, TimeBar } from '../ui/time-bar.js';
import { AnswerInput } from '../question/inputs.js';
import { kinds } from '../question/kinds.js';
import { SentAnswer } from './sent-answer.js';

interface Props {
  question: Question;
  span: Span;
  index: number;
  count: number;
  /** The answer that is acknowledged already. */
  answer?: AnswerValue;
  send(value: AnswerValue): Promise<AnswerAck>;
}

/** An open question: its input until an answer is on its way, then a note that it is. */
export function PlayerQuestion({ question, span, index, count, answer, send }: Props) {
  const t = useText();
  const { clock } = useClient();
  const [sending, setSending] = useState<AnswerValue>();
  const [problem, setProblem] = useState<string>();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), [question.id]);

  const submit = async (value: AnswerValue) => {
    setSending(value);
    setProblem(undefined);
    const { status } = await send(value);
    if (status === 'accepted' || status === 'duplicate') return;
    // An answer that was not understood can be given again; one that came too late cannot.
    if (status === 'invalid') setSending(undefined);
    setProblem(status === 'invalid' ? t.player.invalid : t.player.late);
  };

  return (
    <main className="player__main">
      <div className="player__head">
        <span className="muted">{t.common.questionOf(index + 1, count)}</span>
        {question.weight === 2 && <span className="tag">{t.common.double}</span>}
        {question.weight === 0 && kinds[question.type].scored && (
          <span className="tag">{t.common.noPoints}</span>
        )}
      </div>
      <TimeBar clock={clock} {...span} />
      <h1 className="player__text" tabIndex={-1} ref={heading}>
        {question.text}
      </h1>
      <Picture media={question.media} />
      <p className="problem" role="alert">
        {problem}
      </p>
      {answer !== undefined || sending !== undefined ? (
        <SentAnswer
          question={question}
          value={answer ?? sending!}
          sent={answer !== undefined}
          failed={problem !== undefined}
        />
      ) : (
        <AnswerInput question={question} onAnswer={(value) => void submit(value).catch(() => undefined)} />
      )}
    </main>
  );
}
