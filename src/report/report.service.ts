import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { sessionUnknown } from '../session/session-problems.js';
import { SessionRecord } from '../session/session.schema.js';
import type { OpenReport } from './open-report.js';
import { QuestionFigures } from './question-figures.js';
import { reportPlayers } from './report-players.js';
import { ResultReader } from './result-reader.js';

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
    const results = this.reader.find(sessionId);
    // The store is asked before the first byte is sent, so that its failure gives an error and not half a report.
    await results.hasNext();
    const players = reportPlayers(results, figures);
    return {
      head: toHead(session),
      players,
      questions: () => figures.toReport(),
      close: async () => {
        // A batch under way is waited for: MongoDB can keep a cursor that is killed while it is in use.
        await players.return(undefined);
        await results.close();
      },
    };
  }
}

const toHead = (session: SessionRecord): OpenReport['head'] => ({
  sessionId: session._id,
  title: session.quiz.title,
  mode: session.mode,
  status: session.status,
  createdAt: session.createdAt,
  ...(session.endedAt !== undefined && { endedAt: session.endedAt }),
});
