import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { type ProblemCode, PROBLEMS } from '../../contracts/problems.js';
import { toProblem } from '../http/problem.filter.js';
import { invalidInput, problem } from './podium-error.js';

/** The answer that clients get for each code when the code that refuses gives no details of its own. */
const SENT: Record<ProblemCode, [status: number, title: string, detail: string]> = {
  BAD_REQUEST: [400, 'Bad request', 'The request is not one this server understands.'],
  FORBIDDEN_KEY: [400, 'Forbidden key', 'The body has a key that is never allowed.'],
  INVALID_INPUT: [400, 'Invalid input', 'Some fields are missing or out of bounds.'],
  MALFORMED: [400, 'Malformed', 'The body ended early, or is not as long as it says.'],
  MALFORMED_JSON: [400, 'Malformed json', 'The body is not a JSON object.'],
  MALFORMED_URL: [400, 'Malformed url', 'The path is not properly encoded.'],
  BAD_CREDENTIALS: [401, 'Bad credentials', 'The e-mail address or the password is wrong.'],
  REFRESH_SPENT: [401, 'Refresh spent', 'This refresh token was used before or has ended; log in again.'],
  TOKEN_EXPIRED: [401, 'Token expired', 'The token has expired; get a new one.'],
  TOKEN_INVALID: [401, 'Token invalid', 'The token is not valid here.'],
  TOKEN_MISSING: [401, 'Token missing', 'Send a token in the header Authorization: Bearer <token>.'],
  FORBIDDEN: [403, 'Forbidden', 'This token does not allow that.'],
  PLAYER_KICKED: [403, 'Player kicked', 'The host has removed this player from the session.'],
  SESSION_FULL: [403, 'Session full', 'This session has as many players as it may have.'],
  SESSION_LOCKED: [403, 'Session locked', 'The host lets nobody else in at the moment.'],
  NOT_FOUND: [404, 'Not found', 'Nothing answers at this path and method.'],
  PIN_UNKNOWN: [404, 'Pin unknown', 'No session has this PIN; check the six digits.'],
  PLAYER_UNKNOWN: [404, 'Player unknown', 'There is no such player in this session.'],
  QUIZ_UNKNOWN: [404, 'Quiz unknown', 'You have no quiz with this id.'],
  SESSION_UNKNOWN: [404, 'Session unknown', 'There is no such session, or it is not yours.'],
  METHOD_NOT_ALLOWED: [405, 'Method not allowed', 'This path does not answer to this method.'],
  NOT_ACCEPTABLE: [406, 'Not acceptable', 'None of the accepted formats can be given.'],
  REQUEST_TIMEOUT: [408, 'Request timeout', 'The request took too long to arrive.'],
  COMMAND_NOT_ALLOWED: [409, 'Command not allowed', 'A session in this state does not know this command.'],
  CONFLICT: [409, 'Conflict', 'The request does not fit the present state.'],
  EMAIL_TAKEN: [409, 'Email taken', 'There is an account with this e-mail address already.'],
  NICKNAME_TAKEN: [409, 'Nickname taken', 'Somebody in this session has that nickname; choose another.'],
  SESSION_ENDED: [410, 'Session ended', 'This session has ended.'],
  BODY_TOO_LARGE: [413, 'Body too large', 'The body is larger than this server accepts.'],
  UNSUPPORTED_MEDIA_TYPE: [415, 'Unsupported media type', 'Send the body as application/json.'],
  UNPROCESSABLE: [422, 'Unprocessable', 'The content could not be processed.'],
  TOO_MANY_JOINS: [429, 'Too many joins', 'Many players are joining right now; try again in a second.'],
  TOO_MANY_LOGINS: [429, 'Too many logins', 'Too many wrong passwords; wait before the next try.'],
  TOO_MANY_PIN_MISSES: [
    429,
    'Too many pin misses',
    'Too many unknown PINs from this address; wait a moment.',
  ],
  TOO_MANY_REQUESTS: [429, 'Too many requests', 'Too many requests; wait before the next.'],
  INTERNAL: [500, 'Internal', 'Something went wrong on the server. The request id finds it in the log.'],
  BUSY: [503, 'Busy', 'The server has too much of this to do, or is not sure of it yet; try again.'],
  NO_PIN_FREE: [503, 'No pin free', 'No PIN is free at the moment; try again soon.'],
  STORE_UNAVAILABLE: [503, 'Store unavailable', 'A store is not reachable right now; try again shortly.'],
  UNAVAILABLE: [503, 'Unavailable', 'The service is not available right now.'],
};

const codes = Object.keys(PROBLEMS) as ProblemCode[];

describe('problem', () => {
  it('knows the codes of the contract and no other', () => {
    expectTypeOf(problem).parameter(0).toEqualTypeOf<ProblemCode>();
    expect(Object.keys(SENT).toSorted()).toEqual(codes.toSorted());
  });

  it.each(codes)('has status, title and sentence of %s', (code) => {
    const [status, title, detail] = SENT[code];
    expect(JSON.stringify(toProblem(problem(code)))).toBe(
      JSON.stringify({ type: `urn:podium:problem:${code}`, title, status, detail, code }),
    );
    expect(problem(code)).toMatchObject({ name: 'PodiumError', message: detail, details: {} });
  });

  it('takes a sentence, a status and more from the place that refuses', () => {
    const errors = [{ path: 'a', message: 'must be text' }];
    const error = problem('SESSION_ENDED', { status: 409, detail: 'Too late.', errors, retryAfter: 2 });
    expect(error).toMatchObject({ status: 409, code: 'SESSION_ENDED', detail: 'Too late.' });
    expect(error.message).toBe('Too late.');
    expect(error.details).toEqual({ errors, retryAfter: 2 });
    expect(toProblem(invalidInput(errors))).toMatchObject({ code: 'INVALID_INPUT', errors });
  });
});

it('the contract names no code that nothing on the server uses', () => {
  const source = fileURLToPath(new URL('../..', import.meta.url));
  const texts = readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(ts|lua)$/.test(file) && !file.endsWith('.spec.ts'))
    .filter((file) => file !== join('contracts', 'problems.ts'))
    .map((file) => readFileSync(join(source, file), 'utf8'));
  const all = texts.join('\n');
  expect(codes.filter((code) => !all.includes(`'${code}'`))).toEqual([]);
});
