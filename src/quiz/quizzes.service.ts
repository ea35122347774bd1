import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { nanoid } from 'nanoid';
import type { Quiz, QuizSummary } from '../contracts/quiz.js';
import type { Page } from '../contracts/rest.js';
import { encodeCursor } from '../platform/http/cursor.js';
import { problem } from '../platform/problems/podium-error.js';
import { type QuizDraft, toQuestions } from './quiz-draft.js';
import type { QuizListQuery } from './quiz-list.dto.js';
import { LIST_FIELDS, LIST_ORDER, listFilter, toSummary } from './quiz-list.js';
import { QuizRecord } from './quiz.schema.js';
import { toQuiz } from './to-quiz.js';

const ID_LENGTH = 16;

/** The same error whether a quiz does not exist or is somebody else's, so that a stranger learns nothing from an id. */
const quizUnknown = () => problem('QUIZ_UNKNOWN');

/** Quizzes of hosts. Each method sees the quizzes of `hostId` alone; 404 `QUIZ_UNKNOWN` for any other. */
@Injectable()
export class QuizzesService {
  constructor(@InjectModel(QuizRecord.name) private readonly quizzes: Model<QuizRecord>) {}

  /** @param draft as `validateQuizDraft` gives it */
  async create(hostId: string, draft: QuizDraft): Promise<Quiz> {
    const now = new Date();
    const record: QuizRecord = {
      ...contentOf(draft),
      _id: nanoid(ID_LENGTH),
      hostId,
      version: 1,
      createdAt: now,
      updatedAt: now,
    };
    await this.quizzes.create(record);
    return toQuiz(record);
  }

  /** The quiz, if it is this host's. */
  async getOwned(hostId: string, quizId: string): Promise<Quiz> {
    const record = await this.quizzes.findOne({ _id: quizId, hostId }).lean();
    if (!record) throw quizUnknown();
    return toQuiz(record);
  }

  /** Replaces the content; `version` rises by one even when somebody else saves at the same time. */
  async replace(hostId: string, quizId: string, draft: QuizDraft): Promise<Quiz> {
    const content = contentOf(draft);
    const gone = (['description', 'language'] as const).filter((name) => content[name] === undefined);
    const record = await this.quizzes
      .findOneAndUpdate(
        { _id: quizId, hostId },
        {
          $set: { ...content, updatedAt: new Date() },
          $unset: Object.fromEntries(gone.map((name) => [name, 1])),
          $inc: { version: 1 },
        },
        { returnDocument: 'after' },
      )
      .lean();
    if (!record) throw quizUnknown();
    return toQuiz(record);
  }

  /** Sessions of the quiz keep the copy they froze. */
  async delete(hostId: string, quizId: string): Promise<void> {
    const { deletedCount } = await this.quizzes.deleteOne({ _id: quizId, hostId });
    if (deletedCount === 0) throw quizUnknown();
  }

  /** The last changed first. A quiz that is changed while somebody pages moves to the front, so later pages can lack it. */
  async list(hostId: string, query: QuizListQuery): Promise<Page<QuizSummary>> {
    const records = await this.quizzes
      .find(listFilter(hostId, query), LIST_FIELDS, { sort: LIST_ORDER, limit: query.limit + 1 })
      .lean();
    const items = records.slice(0, query.limit).map(toSummary);
    const last = items.at(-1);
    const more = records.length > query.limit && last !== undefined;
    return { items, nextCursor: more ? encodeCursor({ at: last.updatedAt, id: last.id }) : null };
  }
}

const contentOf = (draft: QuizDraft) => ({
  title: draft.title,
  description: draft.description,
  language: draft.language,
  questionCount: draft.questions.length,
  questions: toQuestions(draft),
});
