/** Bounds of every input. The edge checks them; clients can use them to check earlier. */
export const LIMITS = {
  /** Length of a quiz title, 1 to this many characters. */
  titleLength: 200,
  descriptionLength: 2000,
  questions: 200,
  questionTextLength: 1000,
  explanationLength: 2000,
  imageUrlLength: 2048,
  minChoices: 2,
  maxChoices: 8,
  choiceTextLength: 300,
  /** Longest id that is accepted anywhere; ids are `[A-Za-z0-9_-]`. */
  idLength: 64,
  acceptedAnswers: 50,
  acceptedAnswerLength: 200,
  /** A player's text answer, in characters. */
  textAnswerLength: 500,
  minTimeLimitMs: 5_000,
  maxTimeLimitMs: 240_000,
  nicknameLength: 24,
  maxPoints: 10_000,
  streakBonus: 10_000,
  /** A longer streak gives no more than this many steps of `streakBonus`. */
  streakSteps: 5,
  /** No player can gain more in one session: points take 20 bits of the board's score. */
  sessionPoints: 2 ** 20 - 1,
  leaderboardSize: 100,
  pageSize: 100,
  pageOffset: 10_000_000,
  around: 50,
  maxPlayers: 1_000_000,
  minAutoAdvanceMs: 500,
  maxAutoAdvanceMs: 600_000,
  generatedMin: 5,
  generatedMax: 50,
  passwordMin: 10,
  passwordMax: 256,
  hostNameLength: 100,
  emailLength: 254,
  searchLength: 200,
  cursorLength: 200,
  /** An answer still counts this long after `closesAt`, with t = T. */
  graceMs: 250,
  /** A response quicker than this counts as instant (t = 0). */
  instantMs: 500,
  /** Least time between two leaderboard messages of a session, in the whole cluster. */
  leaderboardWindowMs: 500,
  socketMessageBytes: 16 * 1024,
  /** A body over REST; one with a quiz can be longer. */
  httpBodyBytes: 16 * 1024,
  quizBodyBytes: 1024 * 1024,
} as const;

/** Shape of every id of the contract. */
export const ID_PATTERN = /^[A-Za-z0-9_-]{1,64}$/;

/** Key of a join, made by the client. */
export const JOIN_KEY_PATTERN = /^[A-Za-z0-9_-]{16,64}$/;

/** A session's PIN. */
export const PIN_PATTERN = /^\d{6}$/;
