import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import type { Quiz } from '@contracts/quiz.js';
import { currentLanguage } from '../../locale/text.js';
import { hostCall } from '../../net/account.js';
import { Waiting } from '../../ui/waiting.js';
import { Failure } from '../failure.js';
import { toDraft } from './draft.js';
import { Editor } from './editor.js';
import { newQuestion } from './new-question.js';

/** Writes a new quiz, or changes one. */
export function EditorPage() {
  const { quizId } = useParams();
  const quiz = useQuery({
    queryKey: ['quiz', quizId],
    queryFn: () => hostCall<Quiz>(`/v1/quizzes/${quizId}`),
    enabled: quizId !== undefined,
    // A quiz must not change while its author edits it.
    staleTime: Infinity,
    gcTime: 0,
  });
  if (quizId === undefined) {
    return (
      <Editor key="new" start={{ title: '', language: currentLanguage(), questions: [newQuestion()] }} />
    );
  }
  if (!quiz.data) return quiz.error ? <Failure error={quiz.error} /> : <Waiting />;
  return <Editor key={quizId} quizId={quizId} start={toDraft(quiz.data)} />;
}
