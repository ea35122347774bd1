import type { Question, Quiz } from '../contracts/quiz.js';
import type { ReportQuestion } from '../contracts/rest.js';
import type { AnswerRecord, ResultRecord } from '../persistence/result-record.js';
import { Distribution } from '../question/distribution.js';
import { kindOf } from '../question/kinds.js';
import { Mean } from './mean.js';

/** Figures of one question, which take the same memory for any number of answers. */
class Figures {
  private readonly counted: Distribution;
  private readonly scored: boolean;
  private readonly fraction = new Mean();
  private readonly time = new Mean();
  private answered = 0;
  private correct = 0;

  constructor(
    private readonly question: Question,
    private readonly index: number,
  ) {
    this.counted = new Distribution(question);
    this.scored = kindOf(question).scored;
  }

  add({ value, fraction, correct, elapsedMs }: AnswerRecord): void {
    this.answered += 1;
    this.counted.add(value);
    this.time.add(elapsedMs);
    if (!this.scored) return;
    this.fraction.add(fraction);
    if (correct) this.correct += 1;
  }

  toReport(): ReportQuestion {
    const { id, type, text } = this.question;
    return {
      questionId: id,
      index: this.index,
      type,
      text,
      answered: this.answered,
      accuracy: this.fraction.value,
      correct: this.correct,
      meanTimeMs: this.time.rounded,
      distribution: this.counted.toObject(),
    };
  }
}

/** Figures of all questions of a quiz, player by player. */
export class QuestionFigures {
  private readonly byId: Map<string, Figures>;

  constructor({ questions }: Quiz) {
    this.byId = new Map(questions.map((question, index) => [question.id, new Figures(question, index)]));
  }

  /** Players that were sent away do not count. */
  add({ kicked, answers }: ResultRecord): void {
    if (kicked) return;
    for (const [questionId, answer] of Object.entries(answers ?? {})) this.byId.get(questionId)?.add(answer);
  }

  toReport(): ReportQuestion[] {
    return [...this.byId.values()].map((figures) => figures.toReport());
  }
}
