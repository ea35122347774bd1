import { LIMITS } from '@contracts/limits.js';
import type { Question } from '@contracts/quiz.js';
import type { Text } from '../../locale/en.js';
import type { Draft } from './draft.js';

/** What is wrong with a draft, by the path that the server would name: `questions.2.choices.0.text`. */
export type Problems = Record<string, string>;

/** Checks a draft as one types. The server has the last word; this tells the common things at once and in words. */
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
  return { ...problems, ...checkChoices(question, t), ...checkKey(question, t) };
}

function checkChoices(question: Question, t: Text): Problems {
  if (!('choices' in question)) return {};
  const problems: Problems = {};
  const seen = new Set<string>();
  question.choices.forEach(({ text }, place) => {
    const path = `choices.${place}.text`;
    const folded = text.trim().toLowerCase();
    if (folded === '') problems[path] = t.problems.empty;
    else if (seen.has(folded)) problems[path] = t.problems.twice;
    seen.add(folded);
  });
  return problems;
}

function checkKey(question: Question, t: Text): Problems {
  const problems: Problems = {};
  if (question.type === 'multiple' && question.correct.length === 0)
    problems['correct'] = t.problems.noneRight;
  if (question.type === 'text') {
    question.accepted.forEach((accepted, place) => {
      if (blank(accepted)) problems[`accepted.${place}`] = t.problems.empty;
    });
  }
  if (question.type === 'number') {
    const { correct, tolerance, min, max } = question;
    if (!Number.isFinite(correct)) problems['correct'] = t.problems.number;
    else if ((min !== undefined && correct < min) || (max !== undefined && correct > max)) {
      problems['correct'] = t.problems.outside;
    }
    if (tolerance !== undefined && !(tolerance >= 0)) problems['tolerance'] = t.problems.negative;
    if (min !== undefined && max !== undefined && min >= max) problems['max'] = t.problems.range;
  }
  return problems;
}
