import type { ReportPlayer, ReportQuestion } from '../contracts/rest.js';
import { disarm } from './disarm.js';
import { distributionCell } from './distribution-cell.js';

/** Numbers and flags stay what they are, so that a spreadsheet can count with them. */
export type Cell = string | number | boolean | null;

const cell = (value: Cell): Cell => (typeof value === 'string' ? disarm(value) : value);

export const PLAYER_COLUMNS = [
  'rank',
  'playerId',
  'nickname',
  'score',
  'correct',
  'answered',
  'meanTimeMs',
  'kicked',
] as const satisfies (keyof ReportPlayer)[];

export const QUESTION_COLUMNS = [
  'questionId',
  'index',
  'type',
  'text',
  'answered',
  'accuracy',
  'correct',
  'meanTimeMs',
  'distribution',
] as const satisfies (keyof ReportQuestion)[];

/** A player as a row of {@link PLAYER_COLUMNS}. */
export const playerRow = (player: ReportPlayer): Cell[] =>
  PLAYER_COLUMNS.map((column) => cell(player[column]));

/** A question as a row of {@link QUESTION_COLUMNS}; its distribution as JSON in one cell. */
export const questionRow = (question: ReportQuestion): Cell[] =>
  QUESTION_COLUMNS.map((column) =>
    cell(column === 'distribution' ? distributionCell(question.distribution) : question[column]),
  );
