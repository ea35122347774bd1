import { useSession } from '../game/use-game.js';
import { useText } from '../locale/text.js';
import { Confirm } from '../ui/confirm.js';
import type { Commands } from './use-commands.js';
import { fillScreen } from './use-host-keys.js';

interface Props {
  commands: Commands;
  forward(): void;
  togglePause(): void;
  boardIsUp: boolean;
  /** Whether the session advances by itself. */
  auto: boolean;
}

/** The host's controls, at the foot of every screen. */
export function HostBar({ commands, forward, togglePause, boardIsUp, auto }: Props) {
  const t = useText();
  const { status, pin, mode, locked, players, index, questionCount } = useSession();
  const { give, refusal, busy } = commands;
  const over = status === 'ended';
  const last = index + 1 >= questionCount;
  const forwardText = {
    lobby: t.host.start,
    question: t.host.close,
    paused: t.host.resume,
    reveal: boardIsUp ? (last ? t.host.podium : t.host.next) : t.host.board,
  };
  return (
    <footer className="host-bar">
      <span className="host-bar__pin">
        {t.host.pin} <strong>{pin}</strong>
      </span>
      <span className="host-bar__players">{t.common.players(players)}</span>
      <p className="problem" role="alert">
        {refusal}
      </p>
      <div className="host-bar__controls">
        <button
          type="button"
          className="button button--plain host-bar__full"
          onClick={() => void fillScreen()}
        >
          {t.host.fullScreen}
        </button>
        {!over && (
          <>
            <button
              type="button"
              className="button button--plain"
              onClick={() => void give(locked ? 'unlock' : 'lock')}
            >
              {locked ? t.host.unlock : t.host.lock}
            </button>
            {(status === 'question' || status === 'reveal') && (
              <button type="button" className="button button--plain" onClick={togglePause}>
                {t.host.pause}
              </button>
            )}
            <Confirm
              label={t.host.end}
              title={t.host.endTitle}
              text={t.host.endText}
              onConfirm={() => void give('end')}
            />
          </>
        )}
        {mode === 'live' && !over && status !== 'open' && (
          <button
            type="button"
            className="button"
            disabled={busy || (status === 'lobby' && players === 0)}
            title={t.host.space}
            onClick={forward}
          >
            {forwardText[status]}
            {auto && status === 'reveal' && <span className="muted"> · {t.host.auto}</span>}
          </button>
        )}
      </div>
    </footer>
  );
}
