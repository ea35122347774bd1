/**
 * Every `code` that an error over REST can have, with its HTTP status and its sentence for people. The sentence is the `detail`
 * of an answer, unless the code that refuses gives a more exact one, and the text of the documents. A code is stable, since
 * clients decide by it.
 */
export const PROBLEMS = {
  BAD_REQUEST: [400, 'The request is not one this server understands.'],
  FORBIDDEN_KEY: [400, 'The body has a key that is never allowed.'],
  INVALID_INPUT: [400, 'Some fields are missing or out of bounds.'],
  MALFORMED: [400, 'The body ended early, or is not as long as it says.'],
  MALFORMED_JSON: [400, 'The body is not a JSON object.'],
  MALFORMED_URL: [400, 'The path is not properly encoded.'],
  BAD_CREDENTIALS: [401, 'The e-mail address or the password is wrong.'],
  REFRESH_SPENT: [401, 'This refresh token was used before or has ended; log in again.'],
  TOKEN_EXPIRED: [401, 'The token has expired; get a new one.'],
  TOKEN_INVALID: [401, 'The token is not valid here.'],
  TOKEN_MISSING: [401, 'Send a token in the header Authorization: Bearer <token>.'],
  FORBIDDEN: [403, 'This token does not allow that.'],
  PLAYER_KICKED: [403, 'The host has removed this player from the session.'],
  SESSION_FULL: [403, 'This session has as many players as it may have.'],
  SESSION_LOCKED: [403, 'The host lets nobody else in at the moment.'],
  NOT_FOUND: [404, 'Nothing answers at this path and method.'],
  PIN_UNKNOWN: [404, 'No session has this PIN; check the six digits.'],
  PLAYER_UNKNOWN: [404, 'There is no such player in this session.'],
  QUIZ_UNKNOWN: [404, 'You have no quiz with this id.'],
  SESSION_UNKNOWN: [404, 'There is no such session, or it is not yours.'],
  METHOD_NOT_ALLOWED: [405, 'This path does not answer to this method.'],
  NOT_ACCEPTABLE: [406, 'None of the accepted formats can be given.'],
  REQUEST_TIMEOUT: [408, 'The request took too long to arrive.'],
  COMMAND_NOT_ALLOWED: [409, 'A session in this state does not know this command.'],
  CONFLICT: [409, 'The request does not fit the present state.'],
  EMAIL_TAKEN: [409, 'There is an account with this e-mail address already.'],
  NICKNAME_TAKEN: [409, 'Somebody in this session has that nickname; choose another.'],
  SESSION_ENDED: [410, 'This session has ended.'],
  BODY_TOO_LARGE: [413, 'The body is larger than this server accepts.'],
  UNSUPPORTED_MEDIA_TYPE: [415, 'Send the body as application/json.'],
  UNPROCESSABLE: [422, 'The content could not be processed.'],
  TOO_MANY_JOINS: [429, 'Many players are joining right now; try again in a second.'],
  TOO_MANY_LOGINS: [429, 'Too many wrong passwords; wait before the next try.'],
  TOO_MANY_PIN_MISSES: [429, 'Too many unknown PINs from this address; wait a moment.'],
  TOO_MANY_REQUESTS: [429, 'Too many requests; wait before the next.'],
  INTERNAL: [500, 'Something went wrong on the server. The request id finds it in the log.'],
  BUSY: [503, 'The server has too much of this to do, or is not sure of it yet; try again.'],
  NO_PIN_FREE: [503, 'No PIN is free at the moment; try again soon.'],
  STORE_UNAVAILABLE: [503, 'A store is not reachable right now; try again shortly.'],
  UNAVAILABLE: [503, 'The service is not available right now.'],
} as const satisfies Record<string, readonly [status: number, sentence: string]>;

export type ProblemCode = keyof typeof PROBLEMS;
