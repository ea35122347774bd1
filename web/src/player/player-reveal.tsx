import type { RevealEvent } from '@contracts/socket-events.js';
import type { Result } from '@podium/client';
import { useSession, useView } from '../game/use-game.js';
import { useText } from '../locale/text.js';
import { Standings } from '../ui/standings.js';
import { correctText, kinds } from '../question/kinds.js';
import { ResultCard } from './result-card.js';
import { useNextRank } from './use-next-rank.js';

/** After a question: what it was worth, what was right, and where everyone stands now. */
export function PlayerReveal({ reveal, result }: { reveal: RevealEvent; result?: Result }) {
  const t = useText();
  const { you, question } = useSession();
  const board = useView((view) => view.board);
  const answers = useView((view) => view.answers);
  const next = useNextRank(result);
  if (!you || !question) return null;
  return (
    <main className="player__main">
      <ResultCard
        result={result}
        scored={kinds[question.type].scored}
        answered={answers[question.id] !== undefined}
        next={next}
      />
      {reveal.correct !== null && (
        <div className="key">
          <h2>{t.player.rightAnswer}</h2>
          <p className="key__value">{correctText(question, reveal.correct, t)}</p>
          {reveal.explanation && <p>{reveal.explanation}</p>}
        </div>
      )}
      {board && (
        <section aria-label={t.common.leaderboard}>
          <Standings rows={board.top} own={you} />
        </section>
      )}
    </main>
  );
}
