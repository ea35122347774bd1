import { Injectable, Logger } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { LIMITS } from '../contracts/limits.js';
import type { Quiz } from '../contracts/quiz.js';
import type { SessionCreated } from '../contracts/rest.js';
import type { SessionMode, Settings } from '../contracts/session.js';
import { TokensService } from '../platform/auth/tokens.service.js';
import { Environment } from '../platform/config/environment.js';
import { invalidInput } from '../platform/problems/podium-error.js';
import { Durability } from '../platform/redis/durability.js';
import { keys } from './state/layout.js';
import { QuizzesService } from '../quiz/quizzes.service.js';
import type { FrozenSession } from './frozen-session.js';
import { mostPoints } from './most-points.js';
import { Pins } from './pins.js';
import type { CreateSessionDto } from './session.dto.js';
import { SessionRecord } from './session.schema.js';
import { sessionFields } from './session-fields.js';
import { SessionIds } from './session-id.js';
import { openedTooSlowly } from './session-problems.js';
import { create, type CreatedEvent } from './state/scripts.js';
import { withDefaults } from './settings.dto.js';

/** Creates sessions. */
@Injectable()
export class SessionsService {
  private readonly audit = new Logger('Audit');

  constructor(
    private readonly durability: Durability,
    @InjectModel(SessionRecord.name) private readonly records: Model<SessionRecord>,
    private readonly quizzes: QuizzesService,
    private readonly pins: Pins,
    private readonly ids: SessionIds,
    private readonly tokens: TokensService,
    private readonly env: Environment,
  ) {}

  /**
   * Freezes the quiz and the settings into a new session.
   *
   * The session is written to MongoDB before it is written to Redis. A process that dies in between leaves a record that nobody
   * can join, and never a session that has scores but no record in MongoDB.
   */
  async create(hostId: string, dto: CreateSessionDto): Promise<SessionCreated> {
    const quiz = await this.quizzes.getOwned(hostId, dto.quizId);
    const settings = withDefaults(dto.settings);
    this.checkPoints(quiz, settings);
    const sessionId = this.ids.make();
    const pin = await this.pins.claim(sessionId);
    const status = dto.mode === 'live' ? 'lobby' : 'open';
    const frozen: FrozenSession = { sessionId, hostId, pin, mode: dto.mode, quiz, settings };
    const createdAt = Date.now();
    await this.records.create({
      _id: sessionId,
      hostId,
      pin,
      mode: dto.mode,
      status,
      quiz,
      settings,
      createdAt,
    });
    await this.durability.write(keys.activeSessions, 'zadd', keys.activeSessions, createdAt, sessionId);
    const fields = { ...sessionFields(frozen, status), locked: 0 };
    await create(this.durability, sessionId, JSON.stringify(frozen), createdEvent(frozen), fields);
    if (!(await this.pins.keep(pin, sessionId))) throw openedTooSlowly();
    this.audit.log({ action: 'create-session', hostId, sessionId, quizId: quiz.id, outcome: 'ok' });
    return {
      sessionId,
      pin,
      joinUrl: `${this.env.PUBLIC_URL}/j/${pin}`,
      mode: dto.mode,
      status,
      hostToken: this.tokens.signHostSession(sessionId, hostId),
    };
  }

  private checkPoints(quiz: Quiz, settings: Settings): void {
    const most = mostPoints(quiz.questions, settings.scoring);
    if (most <= LIMITS.sessionPoints) return;
    throw invalidInput([
      {
        path: 'settings.scoring.maxPoints',
        message: `lets a player gain ${most} points in this quiz; at most ${LIMITS.sessionPoints} are possible`,
      },
    ]);
  }
}

/** The `created` event in two parts. The script puts the time of Redis between them. */
function createdEvent(frozen: FrozenSession): CreatedEvent {
  const { sessionId, hostId, pin, mode, quiz } = frozen;
  const rest: { sessionId: string; mode: SessionMode; quizId: string; hostId: string; pin: string } = {
    sessionId,
    mode,
    quizId: quiz.id,
    hostId,
    pin,
  };
  return {
    head: `{"v":1,"type":"created","id":"${sessionId}:created","at":`,
    tail: `,${JSON.stringify(rest).slice(1)}`,
  };
}
