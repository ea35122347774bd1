import { useLayoutEffect, useRef } from 'react';
import type { Standing } from '@contracts/session.js';

const MOVE_MS = 420;
const reduced = matchMedia('(prefers-reduced-motion: reduce)');

/**
 * Lets rows glide from the place they had to the one they have. An element is a place, not a player: a new board changes
 * texts, moves no element and so costs hardly any layout. Distances are counted in rows, and in pixels, since only such a
 * movement is left to the compositor.
 */
export function useMovingRows(rows: Standing[]) {
  const list = useRef<HTMLOListElement>(null);
  const places = useRef(new Map<string, number>());
  const stepPx = useRef(0);

  useLayoutEffect(() => {
    const measure = () => {
      const [first, second] = list.current?.children ?? [];
      if (first && second)
        stepPx.current = (second as HTMLElement).offsetTop - (first as HTMLElement).offsetTop;
    };
    // Called at once, and whenever the height of the list changes.
    const watch = new ResizeObserver(measure);
    if (list.current) watch.observe(list.current);
    return () => watch.disconnect();
  }, []);

  useLayoutEffect(() => {
    const before = places.current;
    places.current = new Map(rows.map(({ playerId }, place) => [playerId, place]));
    if (before.size === 0 || !list.current || reduced.matches) return;
    const elements = list.current.children;
    for (const [place, { playerId }] of rows.entries()) {
      // Who was not in view comes from below.
      const from = before.get(playerId) ?? before.size;
      if (from === place) continue;
      const offset = (from - place) * stepPx.current;
      elements[place]?.animate([{ transform: `translateY(${offset}px)` }, { transform: 'none' }], {
        duration: MOVE_MS,
        easing: 'cubic-bezier(0.2, 0.8, 0.2, 1)',
      });
    }
  }, [rows]);
  return list;
}
