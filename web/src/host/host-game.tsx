import { useState } from 'react';
import type { Settings } from '@contracts/session.js';
import { useSession } from '../game/use-game.js';
import { HostBar } from './host-bar.js';
import { HostBoard } from './host-board.js';
import { HostEnded } from './host-ended.js';
import { HostLobby } from './host-lobby.js';
import { HostPaused } from './host-paused.js';
import { HostQuestion } from './host-question.js';
import { HostReveal } from './host-reveal.js';
import { SelfPacedRoom } from './self-paced-room.js';
import { useCommands } from './use-commands.js';
import { useHostKeys } from './use-host-keys.js';
import { useRoster } from './use-roster.js';

/** The screen of a session's host, by the state of the session. */
export function HostGame({ settings }: { settings: Settings }) {
  const session = useSession();
  const commands = useCommands();
  // After the answer the host shows the board, then goes on. Only this screen knows which of the two it shows.
  const [boardOf, setBoardOf] = useState<string>();
  useRoster();

  const { status, question } = session;
  const boardIsUp = status === 'reveal' && boardOf === question?.id;
  const forward = () => {
    if (commands.busy) return;
    if (status === 'lobby' && session.players > 0) void commands.give('start');
    else if (status === 'question') void commands.give('close');
    else if (status === 'paused') void commands.give('resume');
    else if (status === 'reveal' && !boardIsUp) setBoardOf(question?.id);
    else if (status === 'reveal') void commands.give('next');
  };
  const togglePause = () => {
    if (status === 'question' || status === 'reveal') void commands.give('pause');
    else if (status === 'paused') void commands.give('resume');
  };
  useHostKeys({ forward, togglePause });

  const stage = () => {
    if (session.mode === 'self-paced' && status === 'open') return <SelfPacedRoom commands={commands} />;
    if (status === 'lobby') return <HostLobby commands={commands} />;
    if (status === 'question') return <HostQuestion />;
    if (status === 'paused') return <HostPaused />;
    if (status === 'reveal') return boardIsUp ? <HostBoard /> : <HostReveal />;
    return <HostEnded />;
  };

  return (
    <>
      {stage()}
      <HostBar
        commands={commands}
        forward={forward}
        togglePause={togglePause}
        boardIsUp={boardIsUp}
        auto={settings.autoAdvanceMs !== undefined}
      />
    </>
  );
}
