import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import type { ReportPlayer } from '../../contracts/rest.js';
import { sessionUnknown } from '../../session/session-errors.js';
import { SessionRecord } from '../../session/session.schema.js';
import type { ResultRecord } from '../result-record.js';
import type { OpenReport } from './open-report.js';
import { QuestionFigures } from './question-figures.js';
import { ResultReader } from './result-reader.js';
import { toPlayer } from './to-player.js';

/** Reports from MongoDB alone: they work long after Redis has forgotten the session. */
@Injectable()
export class ReportService {
  constructor(
    @InjectModel(SessionRecord.name) private readonly sessions: Model<SessionRecord>,
    private readonly reader: ResultReader,
  ) {}

  /** @throws PodiumError 404 SESSION_UNKNOWN, also for sessions of others */
  async open(hostId: string, sessionId: string): Promise<OpenReport> {
    const session = await this.sessions
      .findOne({ _id: sessionId, hostId }, { standings: 0, settings: 0 })
      .lean<SessionRecord>();
    if (!session) throw sessionUnknown();
    const figures = new QuestionFigures(session.quiz);
    const results = this.reader.read(sessionId);
    // Asked for here, so that a store that fails is told as an error and not as half an answer.
    const first = await results.next();
    return {
      head: toHead(session),
      players: players(first, results, figures),
      questions: () => figures.toReport(),
      close: async () => void (await results.return(undefined)),
    };
  }
}

async function* players(
  first: IteratorResult<ResultRecord>,
  rest: AsyncGenerator<ResultRecord>,
  figures: QuestionFigures,
): AsyncGenerator<ReportPlayer> {
  let ranked = 0;
  const pass = (result: ResultRecord) => {
    figures.add(result);
    return toPlayer(result, result.kicked ? null : ++ranked);
  };
  if (!first.done) yield pass(first.value);
  for await (const result of rest) yield pass(result);
}

const toHead = (session: SessionRecord): OpenReport['head'] => ({
  sessionId: session._id,
  title: session.quiz.title,
  mode: session.mode,
  status: session.status,
  createdAt: session.createdAt,
  ...(session.endedAt !== undefined && { endedAt: session.endedAt }),
});
