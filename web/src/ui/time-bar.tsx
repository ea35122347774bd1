import { useEffect, useRef, useState } from 'react';
import type { ServerClock } from '@podium/client';
import { useText } from '../locale/text.js';

export interface Span {
  openedAt: number;
  closesAt: number;
}

/** Seconds at which a screen reader says the time; more of them would disturb the reading of the question. */
const SPOKEN = [30, 10, 5];

/** Seconds left until `closesAt` by the server's clock. */
function useSecondsLeft(clock: ServerClock, closesAt: number): number {
  const left = () => Math.max(0, Math.ceil((closesAt - clock.now()) / 1000));
  const [seconds, setSeconds] = useState(left);
  useEffect(() => {
    setSeconds(left());
    const timer = setInterval(() => setSeconds(left()), 200);
    return () => clearInterval(timer);
  }, [clock, closesAt]);
  return seconds;
}

/** The time of a question, running out by the server's clock. The browser moves the bar by itself. */
export function TimeBar({ clock, openedAt, closesAt }: Span & { clock: ServerClock }) {
  const t = useText();
  const bar = useRef<HTMLDivElement>(null);
  const seconds = useSecondsLeft(clock, closesAt);
  useEffect(() => {
    const left = Math.max(0, closesAt - clock.now());
    const share = Math.min(1, left / Math.max(1, closesAt - openedAt));
    const moving = bar.current?.animate([{ transform: `scaleX(${share})` }, { transform: 'scaleX(0)' }], {
      duration: left,
      fill: 'forwards',
    });
    return () => moving?.cancel();
  }, [clock, openedAt, closesAt]);
  return (
    <div className="time" data-hurry={seconds <= 5 || undefined}>
      <div className="time__track">
        <div className="time__bar" ref={bar} />
      </div>
      <span className="time__seconds" role="timer" aria-label={t.common.secondsLeft(seconds)}>
        {seconds}
      </span>
      <span className="hidden" aria-live="polite">
        {SPOKEN.includes(seconds) && t.common.secondsLeft(seconds)}
      </span>
    </div>
  );
}
