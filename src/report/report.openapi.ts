import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import type { QuestionType } from '../contracts/quiz.js';
import type { Report, ReportPlayer, ReportQuestion } from '../contracts/rest.js';
import type { SessionMode, SessionStatus } from '../contracts/session.js';
import { QUESTION_TYPES } from '../question/kinds.js';

const TIME = { type: 'integer', description: 'Milliseconds since the epoch' } as const;
const MEAN_TIME = { type: 'integer', nullable: true, description: 'Null without answers' } as const;

@ApiSchema({ name: 'ReportPlayer' })
class ReportPlayerSchema implements ReportPlayer {
  @ApiProperty({ type: 'integer', nullable: true, description: 'From 1; null for players sent away' })
  rank: number | null;
  @ApiProperty() playerId: string;
  @ApiProperty() nickname: string;
  @ApiProperty({ type: 'integer' }) score: number;
  @ApiProperty({ type: 'integer' }) correct: number;
  @ApiProperty({ type: 'integer' }) answered: number;
  @ApiProperty(MEAN_TIME) meanTimeMs: number | null;
  @ApiProperty({ description: 'Sent away by the host' }) kicked: boolean;
}

@ApiSchema({ name: 'ReportQuestion', description: 'Of everybody but the players that were sent away' })
class ReportQuestionSchema implements ReportQuestion {
  @ApiProperty() questionId: string;
  @ApiProperty({ type: 'integer', description: 'From 0' }) index: number;
  @ApiProperty({ enum: QUESTION_TYPES }) type: QuestionType;
  @ApiProperty() text: string;
  @ApiProperty({ type: 'integer' }) answered: number;
  @ApiProperty({
    type: 'number',
    nullable: true,
    description: 'Mean fraction, 0 to 1; null for a poll and without answers',
  })
  accuracy: number | null;
  @ApiProperty({ type: 'integer', description: 'Answers that were fully right' }) correct: number;
  @ApiProperty(MEAN_TIME) meanTimeMs: number | null;
  @ApiProperty({ type: 'object', additionalProperties: { type: 'integer' } })
  distribution: Record<string, number>;
}

/** How a report looks in the OpenAPI document. */
@ApiSchema({ name: 'Report' })
export class ReportSchema implements Report {
  @ApiProperty() sessionId: string;
  @ApiProperty() title: string;
  @ApiProperty({ enum: ['live', 'self-paced'] }) mode: SessionMode;
  @ApiProperty({ enum: ['lobby', 'question', 'reveal', 'paused', 'open', 'ended'] }) status: SessionStatus;
  @ApiProperty(TIME) createdAt: number;
  @ApiPropertyOptional(TIME) endedAt?: number;
  @ApiProperty({ type: [ReportPlayerSchema], description: 'In the order of the board' })
  players: ReportPlayer[];
  @ApiProperty({ type: [ReportQuestionSchema] }) questions: ReportQuestion[];
}
