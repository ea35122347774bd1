import { useClient, useSession, useView } from '../game/use-game.js';
import { useText } from '../locale/text.js';
import { Picture } from '../ui/picture.js';
import { TimeBar } from '../ui/time-bar.js';
import { walls } from '../question/walls.js';

/** The open question, for the wall. */
export function HostQuestion() {
  const t = useText();
  const { clock } = useClient();
  const progress = useView((view) => view.progress);
  const { question, index, questionCount, openedAt, closesAt, players } = useSession();
  if (!question || openedAt === undefined || closesAt === undefined) return null;
  const { Tiles } = walls[question.type];
  const { answered, players: of } = progress ?? { answered: 0, players };
  return (
    <main className="host__main stage">
      <div className="stage__head">
        <span>{t.common.questionOf(index + 1, questionCount)}</span>
        {question.weight === 2 && <span className="tag">{t.common.double}</span>}
        <span className="stage__answered" role="status">
          {t.host.answered(answered, of)}
        </span>
      </div>
      <TimeBar clock={clock} openedAt={openedAt} closesAt={closesAt} />
      <h1 className="stage__text">{question.text}</h1>
      <Picture media={question.media} />
      {Tiles && <Tiles question={question} />}
      <p className="stage__hint">{t.host.hint[question.type]}</p>
    </main>
  );
}
