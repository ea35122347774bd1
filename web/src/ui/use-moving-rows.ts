import { useLayoutEffect, useRef } from 'react';
import type { Standing } from '@contracts/session.js';

const MOVE_MS = 420;
const still = () => matchMedia('(prefers-reduced-motion: reduce)').matches;

/**
 * Lets rows glide from the place they had to the one they have. Places are counted, not measured, and only a row that
 * has another one is animated, by the compositor: a new board costs no layout beyond its own.
 */
export function useMovingRows(rows: Standing[]) {
  const list = useRef<HTMLOListElement>(null);
  const places = useRef(new Map<string, number>());
  useLayoutEffect(() => {
    const before = places.current;
    places.current = new Map(rows.map(({ playerId }, place) => [playerId, place]));
    if (before.size === 0 || !list.current || still()) return;
    const elements = list.current.children;
    const moves = rows.flatMap(({ playerId }, place) => {
      const from = before.get(playerId) ?? before.size;
      const element = elements[place];
      return from === place || !element ? [] : [{ element, by: from - place }];
    });
    for (const { element, by } of moves) {
      // Rows are of one height, so that a percentage of its own is a step.
      element.animate([{ transform: `translateY(calc(${by} * var(--row-step)))` }, { transform: 'none' }], {
        duration: MOVE_MS,
        easing: 'cubic-bezier(0.2, 0.8, 0.2, 1)',
        composite: 'replace',
      });
    }
  }, [rows]);
  return list;
}
