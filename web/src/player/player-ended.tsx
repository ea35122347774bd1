import { Link } from 'react-router';
import { useView } from '../game/use-game.js';
import { useText } from '../locale/text.js';
import { PodiumStage } from '../ui/podium-stage.js';
import { AnswerKeys } from './answer-keys.js';

/** The podium, the player's own place, and the answers when the session shows them. */
export function PlayerEnded() {
  const t = useText();
  const ended = useView((view) => view.ended);
  if (!ended) return null;
  const { podium, you, total, answers } = ended;
  return (
    <main className="player__main player__main--ended">
      <h1>{t.player.ended}</h1>
      {you && (
        <p className="player__place" role="status">
          {t.player.finalRank(you.rank, total, you.score)}
        </p>
      )}
      <PodiumStage podium={podium} confetti={you !== undefined && you.rank <= 3} />
      {answers && <AnswerKeys keys={answers} />}
      <Link className="button button--soft" to="/">
        {t.player.again}
      </Link>
    </main>
  );
}
