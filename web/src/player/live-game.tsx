import { useClient, useSession, useView } from '../game/use-game.js';
import { useText } from '../locale/text.js';
import { PlayerEnded } from './player-ended.js';
import { PlayerLobby } from './player-lobby.js';
import { PlayerQuestion } from './player-question.js';
import { PlayerReveal } from './player-reveal.js';

/** The screen of a player in a live session, by the state of the session. */
export function LiveGame() {
  const t = useText();
  const client = useClient();
  const session = useSession();
  const reveal = useView((view) => view.reveal);
  const result = useView((view) => view.result);
  const answers = useView((view) => view.answers);
  const { status, question, openedAt, closesAt } = session;
  if (status === 'lobby') return <PlayerLobby />;
  if (status === 'ended') return <PlayerEnded />;
  if (status === 'paused') {
    return (
      <main className="player__main player__main--middle">
        <div role="status">
          <h1>{t.player.paused}</h1>
        </div>
        <p className="muted">{t.player.pausedMore}</p>
      </main>
    );
  }
  if (status === 'reveal' && reveal) return <PlayerReveal reveal={reveal} result={result} />;
  if (!question || openedAt === undefined || closesAt === undefined) return null;
  return (
    <PlayerQuestion
      key={question.id}
      question={question}
      span={{ openedAt, closesAt }}
      index={session.index}
      count={session.questionCount}
      answer={answers[question.id]}
      send={(value) => client.answer(question.id, value)}
    />
  );
}
