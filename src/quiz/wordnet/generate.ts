import { randomUUID } from 'node:crypto';
import { DEFAULT_QUESTION } from '../../contracts/defaults.js';
import type { QuestionDraft } from '../../question/kind.js';
import { randomBelow, shuffled } from '../../question/shuffle.js';
import type { QuizDraft } from '../quiz-draft.js';
import type { Part } from './files.js';
import { type Entry, loadVocabulary } from './vocabulary.js';

/** The quiz to generate. */
export interface VocabularyRequest {
  /** `LIMITS.generatedMin` to `LIMITS.generatedMax`. */
  questions: number;
  /** 1 (common words) to 5 (rare ones). */
  level: number;
  /** The same seed gives the same quiz; 7 and `"7"` are one seed. When it is left out, every call gives a new quiz. */
  seed?: number | string;
}

const CHOICE_IDS = ['a', 'b', 'c', 'd'];
/** Distractors come from this many words on either side of the right one, so they are about as frequent. */
const NEIGHBOURS = 60;
const PART_NAME: Record<Part, string> = { noun: 'noun', verb: 'verb', adj: 'adjective', adv: 'adverb' };

/** Whether a player could defend `other` as an answer to the definition of `entry`. */
const couldBeRight = (entry: Entry, other: Entry): boolean =>
  other.meanings.some((meaning) => entry.meanings.includes(meaning) || entry.near.includes(meaning));

const distractors = (entry: Entry, peers: readonly Entry[], seed: string): Entry[] => {
  const at = peers.indexOf(entry);
  const around = peers.slice(Math.max(0, at - NEIGHBOURS), at + NEIGHBOURS + 1);
  return shuffled(around, seed)
    .filter((other) => other !== entry && !couldBeRight(entry, other))
    .slice(0, CHOICE_IDS.length - 1);
};

const toQuestion = (entry: Entry, peers: readonly Entry[], seed: string): QuestionDraft => {
  const others = distractors(entry, peers, `${seed}:others`);
  const right = randomBelow(`${seed}:place`)(CHOICE_IDS.length);
  const words = others.map(({ word }) => word);
  words.splice(right, 0, entry.word);
  return {
    type: 'single',
    text: `Which ${PART_NAME[entry.part]} means: ${entry.definition}?`,
    choices: words.map((text, i) => ({ id: CHOICE_IDS[i] ?? '', text })),
    correct: [CHOICE_IDS[right] ?? ''],
    explanation: `${entry.word} (${PART_NAME[entry.part]}): ${entry.definition}`,
    timeLimitMs: DEFAULT_QUESTION.timeLimitMs,
    weight: 1,
  };
};

/**
 * A vocabulary quiz from WordNet 3.1: a definition and four words of one part of speech and about one frequency, of
 * which only one can mean it. Each word is asked for once.
 *
 * @throws {RangeError} for a level that does not exist
 */
export const generateVocabulary = async (request: VocabularyRequest): Promise<QuizDraft> => {
  const { questions, level, seed = randomUUID() } = request;
  const parts = (await loadVocabulary()).get(level);
  if (!parts) throw new RangeError('There is no such level.');
  const root = `wordnet:${level}:${seed}`;
  const chosen = shuffled([...parts.values()].flat(), root).slice(0, questions);
  return {
    title: `Vocabulary, level ${level}`,
    description: 'Definitions from WordNet 3.1, Princeton University.',
    language: 'en',
    questions: chosen.map((entry) => toQuestion(entry, parts.get(entry.part) ?? [], `${root}:${entry.word}`)),
  };
};
