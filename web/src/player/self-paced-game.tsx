import { useSession, useView } from '../game/use-game.js';
import { useText } from '../locale/text.js';
import { kinds } from '../question/kinds.js';
import { Standings } from '../ui/standings.js';
import { PlayerEnded } from './player-ended.js';
import { PlayerQuestion } from './player-question.js';
import { ResultCard } from './result-card.js';
import { TimeOver } from './time-over.js';
import { useNextRank } from './use-next-rank.js';
import { useOwnPace } from './use-own-pace.js';

/** A self-paced session: one question after the other, the moving leaderboard beside them. */
export function SelfPacedGame({ sessionId }: { sessionId: string }) {
  const t = useText();
  const session = useSession();
  const answers = useView((view) => view.answers);
  const pace = useOwnPace(sessionId);
  const next = useNextRank(pace.result);
  if (session.status === 'ended') return <PlayerEnded />;
  const { questionCount } = session;
  const { opened, result, index } = pace;
  const done = Math.min(index, questionCount);
  const answered = opened ? answers[opened.question.id] : undefined;

  const stage = () => {
    if (index >= questionCount) {
      return (
        <main className="player__main player__main--middle">
          <div role="status">
            <h1>{t.player.done}</h1>
          </div>
          <p>{t.player.doneMore}</p>
        </main>
      );
    }
    if (!opened) return <main className="player__main" aria-busy="true" />;
    const last = index + 1 === questionCount;
    if (result || answered !== undefined) {
      return (
        <main className="player__main">
          <ResultCard
            result={result}
            scored={kinds[opened.question.type].scored}
            answered
            next={next}
            kept={!result}
          />
          <button className="button button--wide" onClick={pace.advance} autoFocus>
            {last ? t.player.finish : t.player.next}
          </button>
        </main>
      );
    }
    return (
      <TimeOver key={opened.question.id} closesAt={opened.closesAt} last={last} onNext={pace.advance}>
        <PlayerQuestion
          question={opened.question}
          span={opened}
          index={index}
          count={questionCount}
          answer={answered}
          send={pace.answer}
        />
      </TimeOver>
    );
  };

  return (
    <div className="pace">
      <section className="pace__progress" aria-label={t.player.progress(done, questionCount)}>
        <progress max={questionCount} value={done} aria-label={t.player.progress(done, questionCount)} />
      </section>
      {stage()}
      <OwnBoard />
    </div>
  );
}

/** The moving leaderboard, a component of its own: a new board draws nothing else again. */
function OwnBoard() {
  const t = useText();
  const { you } = useSession();
  const board = useView((view) => view.board);
  if (!board) return null;
  return (
    <aside className="pace__board" aria-label={t.common.leaderboard}>
      <h2>{t.common.leaderboard}</h2>
      <Standings rows={board.top} own={you} />
    </aside>
  );
}
