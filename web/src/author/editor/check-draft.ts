import { LIMITS } from '@contracts/limits.js';
import type { Question } from '@contracts/quiz.js';
import type { Text } from '../../locale/en.js';
import { editorOf } from '../../question/editors.js';
import type { Problems } from '../../question/kind.js';
import type { Draft } from './draft.js';

/**
 * Checks a draft while the author types, and names what is wrong by paths such as `questions.2.choices.0.text`. The server
 * decides in the end; this reports the common problems at once, in the author's language.
 */
export function checkDraft(draft: Draft, t: Text): Problems {
  const problems: Problems = {};
  if (blank(draft.title)) problems['title'] = t.problems.empty;
  if (draft.questions.length === 0) problems['questions'] = t.problems.noQuestion;
  draft.questions.forEach((question, place) => {
    for (const [path, message] of Object.entries(checkQuestion(question, t))) {
      problems[`questions.${place}.${path}`] = message;
    }
  });
  return problems;
}

const blank = (text: string) => text.trim() === '';

const isWebAddress = (text: string) => /^https?:\/\//i.test(text) && URL.canParse(text);

export function checkQuestion(question: Question, t: Text): Problems {
  const problems: Problems = {};
  if (blank(question.text)) problems['text'] = t.problems.empty;
  const seconds = question.timeLimitMs;
  if (!(seconds >= LIMITS.minTimeLimitMs && seconds <= LIMITS.maxTimeLimitMs)) {
    problems['timeLimitMs'] = t.common.from(LIMITS.minTimeLimitMs / 1000, LIMITS.maxTimeLimitMs / 1000);
  }
  if (question.media && !isWebAddress(question.media.imageUrl))
    problems['media.imageUrl'] = t.problems.address;
  return { ...problems, ...editorOf(question).check(question, t) };
}
