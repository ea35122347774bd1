import type { NextFunction, Request, Response } from 'express';
import { problem } from '../problems/podium-error.js';

const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype']);
const MAX_DEPTH = 20;
/** Keys in the path are the client's own; the answer repeats no more than this many characters of it. */
const MAX_PATH = 200;

const errorAt = (path: string, message: string) => [{ path: path.slice(0, MAX_PATH), message }];

/**
 * Refuses keys that no document of Podium contains and that have poisoned objects elsewhere.
 * @throws PodiumError 400 `FORBIDDEN_KEY`, or `MALFORMED` when nested deeper than 20 levels
 */
export function assertSafe(value: unknown, path = '', depth = 0): void {
  if (typeof value !== 'object' || value === null) return;
  if (depth >= MAX_DEPTH) {
    throw problem('MALFORMED', {
      detail: 'The body is nested too deeply.',
      errors: errorAt(path, `must not nest deeper than ${MAX_DEPTH} levels`),
    });
  }
  for (const key of Object.keys(value)) {
    const inner = path ? `${path}.${key}` : key;
    if (FORBIDDEN.has(key)) {
      throw problem('FORBIDDEN_KEY', { errors: errorAt(inner, 'is not an allowed name') });
    }
    assertSafe((value as Record<string, unknown>)[key], inner, depth + 1);
  }
}

/** Express middleware behind the JSON parser. */
export function safeBody(request: Request, _response: Response, next: NextFunction): void {
  assertSafe(request.body);
  next();
}
