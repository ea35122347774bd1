import { describe, expect, it } from 'vitest';
import {
  commandRejected,
  joinRefused,
  openedTooSlowly,
  seatless,
  sessionNotBack,
} from './session-problems.js';

const KICKED = [403, 'PLAYER_KICKED', 'The host has removed this player from the session.', {}] as const;
const AGAIN = { retryAfter: 1 };

describe('what a session refuses', () => {
  it.each([
    [410, 'SESSION_ENDED', 'This session has ended.', {}],
    [403, 'SESSION_LOCKED', 'The host lets nobody else in at the moment.', {}],
    [409, 'NICKNAME_TAKEN', 'Somebody in this session has that nickname; choose another.', {}],
    [403, 'SESSION_FULL', 'This session has as many players as it may have.', {}],
    [429, 'TOO_MANY_JOINS', 'Many players are joining right now; try again in a second.', AGAIN],
    KICKED,
  ] as const)('is a join: %i %s', (status, code, detail, details) => {
    const error = joinRefused(code);
    expect(error).toMatchObject({ status, code, detail });
    expect(error.details).toEqual(details);
  });

  it.each([
    ['SESSION_ENDED', 'The session has ended; nothing can be changed any more.'],
    ['COMMAND_NOT_ALLOWED', 'A session in this state does not know this command.'],
    ['PLAYER_UNKNOWN', 'There is no such player in this session; give the playerId of the one to remove.'],
  ] as const)('is a command, always with 409: %s', (code, detail) => {
    expect(commandRejected(code)).toMatchObject({ status: 409, code, detail, details: {} });
  });

  it.each([
    ['kicked', KICKED[1], KICKED[2]],
    ['unknown', 'PLAYER_UNKNOWN', 'This player has no seat in the session.'],
    ['later', 'BUSY', 'This player’s seat is not back yet; connect again in a moment.'],
  ] as const)('is a socket (%s): %s', (why, code, detail) => {
    expect(seatless(why)).toMatchObject({ code, detail });
  });

  it('is what can be asked again in a second', () => {
    expect(sessionNotBack()).toMatchObject({
      status: 503,
      code: 'BUSY',
      detail: 'The session could not be asked right now; try again in a moment.',
      details: AGAIN,
    });
    expect(openedTooSlowly()).toMatchObject({
      status: 503,
      code: 'UNAVAILABLE',
      detail: 'The session could not be opened in time; try again.',
      details: AGAIN,
    });
  });
});
