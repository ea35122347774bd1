import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { Allow, ValidateNested } from 'class-validator';
import { LIMITS } from '../contracts/limits.js';
import { Check, IfPresent, IsMatch, IsText, IsTextUpTo } from '../platform/http/field-checks.js';
import { validateInput } from '../platform/http/validate.js';
import type { QuestionDraft } from '../question/kind.js';
import { kinds } from '../question/kinds.js';
import { toQuestionDto } from '../question/question.dto.js';
import type { QuizDraft } from './quiz-draft.js';

const questionSchema = { oneOf: Object.values(kinds).map(({ schema }) => schema) };

const questionsProblem = (value: unknown): string | undefined => {
  if (!Array.isArray(value) || value.length < 1 || value.length > LIMITS.questions) {
    return `must be a list of 1 to ${LIMITS.questions} questions`;
  }
  const ids = value.map(({ id }: { id?: unknown }) => id).filter((id) => typeof id === 'string');
  return new Set(ids).size < ids.length ? 'must have a different id for every question' : undefined;
};

/** Body of `POST /v1/quizzes` and `PUT /v1/quizzes/:quizId`. */
@ApiSchema({ name: 'QuizDraft' })
export class QuizDraftDto {
  @ApiProperty({ minLength: 1, maxLength: LIMITS.titleLength })
  @IsText(LIMITS.titleLength)
  title: string;

  @ApiPropertyOptional({ maxLength: LIMITS.descriptionLength })
  @IfPresent()
  @IsTextUpTo(LIMITS.descriptionLength)
  description?: string;

  @ApiPropertyOptional({ description: 'A language tag', example: 'en' })
  @IfPresent()
  @IsMatch(/^(?=.{2,35}$)[a-z]{2,8}(-[a-z0-9]{1,8})*$/i, 'a language tag such as en or pt-BR')
  language?: string;

  @ApiProperty({ type: 'array', minItems: 1, maxItems: LIMITS.questions, items: questionSchema })
  @Check(questionsProblem)
  @ValidateNested({ each: true })
  @Transform(({ obj }: { obj: { questions: unknown } }) =>
    Array.isArray(obj.questions) ? obj.questions.map(toQuestionDto) : obj.questions,
  )
  questions: QuestionDraft[];

  // A client sends back the quiz that it got. The server ignores these fields, since it has its own values.
  @Allow() id?: unknown;
  @Allow() version?: unknown;
  @Allow() updatedAt?: unknown;
  @Allow() createdAt?: unknown;
  @Allow() questionCount?: unknown;
}

/** Makes plain objects again, without the fields that are declared but were not given. */
const toPlain = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(toPlain);
  if (typeof value !== 'object' || value === null) return value;
  const given = Object.entries(value).filter(([, field]) => field !== undefined);
  return Object.fromEntries(given.map(([name, field]) => [name, toPlain(field)]));
};

/**
 * Checks the quiz that an author sends, and fills in `DEFAULT_QUESTION`. It ignores the fields that only the server writes
 * (`id`, `version`, `updatedAt`, `createdAt`, `questionCount`).
 *
 * @throws {PodiumError} 400 `INVALID_INPUT` with paths like `questions.0.choices.1.text`
 */
export const validateQuizDraft = (body: unknown): QuizDraft => {
  const { title, description, language, questions } = validateInput(QuizDraftDto, body);
  return toPlain({ title, description, language, questions }) as QuizDraft;
};
