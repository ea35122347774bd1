import { useLayoutEffect, useRef } from 'react';
import type { Standing } from '@contracts/session.js';

const MOVE_MS = 420;
/** Longer than the time to the next board, when boards come one after the other. */
const REST_MS = 700;
/** Never reached: see `stop`. */
const LASTS_MS = 60_000;
const EASING = 'cubic-bezier(0.2, 0.8, 0.2, 1)';
const reduced = matchMedia('(prefers-reduced-motion: reduce)');

/**
 * Lets rows glide from the place that they had to the place that they have. An element is a place, not a player: a new board
 * changes texts, moves no element and so costs hardly any layout. Distances are counted in rows and given in pixels, since the
 * compositor does only such a movement alone.
 */
export function useMovingRows(rows: Standing[]) {
  const list = useRef<HTMLOListElement>(null);
  const places = useRef(new Map<string, number>());
  const stepPx = useRef(0);
  const movements = useRef<Animation[]>([]);

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
    /**
     * Ends movements that have long come to rest. For an animation that ends by itself, the browser computes the styles again in
     * each of its last frames, a third of what a board costs. These are ended together: with the next board, or soon after when
     * none comes.
     */
    const stop = () => {
      for (const movement of movements.current) movement.cancel();
      movements.current = [];
    };
    const before = places.current;
    places.current = new Map(rows.map(({ playerId }, place) => [playerId, place]));
    if (before.size === 0 || !list.current || reduced.matches) return;
    stop();
    for (const [place, { playerId }] of rows.entries()) {
      // A row that was not in view comes from below.
      const from = before.get(playerId) ?? before.size;
      const element = list.current.children[place];
      if (from === place || !element) continue;
      const movement = element.animate(
        [
          { transform: `translateY(${(from - place) * stepPx.current}px)`, easing: EASING },
          { transform: 'none', offset: MOVE_MS / LASTS_MS },
          { transform: 'none' },
        ],
        LASTS_MS,
      );
      movements.current.push(movement);
    }
    const rest = setTimeout(stop, REST_MS);
    return () => clearTimeout(rest);
  }, [rows]);
  return list;
}
