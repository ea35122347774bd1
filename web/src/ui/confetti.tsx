import { create } from 'canvas-confetti';
import { useEffect, useRef } from 'react';

/** A few seconds of confetti; none for people who asked for less motion. It uses no worker, which the page's policy forbids. */
export default function Confetti() {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const cannon = create(canvas.current!, { resize: true, useWorker: false });
    const fire = (x: number) =>
      void cannon({
        particleCount: 60,
        spread: 75,
        angle: x === 0 ? 60 : 120,
        origin: { x, y: 0.75 },
        disableForReducedMotion: true,
      });
    const timers = [0, 500, 1_000, 1_600].map((after, index) => setTimeout(fire, after, index % 2));
    return () => {
      timers.forEach(clearTimeout);
      cannon.reset();
    };
  }, []);
  return <canvas ref={canvas} className="confetti" aria-hidden="true" />;
}
