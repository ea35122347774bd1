import { useSession, useView } from '../game/use-game.js';
import { useText } from '../locale/text.js';
import { correctText } from '../question/kinds.js';
import { Distribution } from './distribution.js';

/** The answer, and what the players said. */
export function HostReveal() {
  const t = useText();
  const reveal = useView((view) => view.reveal);
  const { question, index, questionCount } = useSession();
  if (!question || !reveal) return null;
  return (
    <main className="host__main stage">
      <div className="stage__head">
        <span>{t.common.questionOf(index + 1, questionCount)}</span>
        <span className="stage__answered">{t.host.answers(reveal.answered)}</span>
      </div>
      <h1 className="stage__text">{question.text}</h1>
      <Distribution question={question} reveal={reveal} />
      {reveal.correct !== null && (
        <p className="stage__key" role="status">
          {t.player.rightAnswer}: <strong>{correctText(question, reveal.correct, t)}</strong>
        </p>
      )}
      {reveal.explanation && <p className="stage__why">{reveal.explanation}</p>}
    </main>
  );
}
