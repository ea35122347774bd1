import { useEffect, useRef } from 'react';

interface Keys {
  forward(): void;
  togglePause(): void;
}

const isControl = (target: EventTarget | null) =>
  target instanceof Element && target.closest('button, a, input, select, textarea, [role=dialog]') !== null;

/** Space, Enter and the keys of a presenter go forward; P pauses; F fills the screen. A focused control keeps its keys. */
export function useHostKeys(keys: Keys): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.repeat || event.ctrlKey || event.metaKey || event.altKey || isControl(event.target)) return;
      if ([' ', 'Enter', 'ArrowRight', 'PageDown'].includes(event.key)) {
        event.preventDefault();
        latest.current.forward();
      } else if (event.key === 'p') latest.current.togglePause();
      else if (event.key === 'f') void fillScreen();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, []);
}

export const fillScreen = (): Promise<void> =>
  document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen();
