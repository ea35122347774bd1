import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { useNavigate } from 'react-router';
import { LIMITS } from '@contracts/limits.js';
import type { Quiz } from '@contracts/quiz.js';
import { useText } from '../locale/text.js';
import { hostCall } from '../net/account.js';
import { Failure } from './failure.js';
import { Field } from '../ui/field.js';

/** A vocabulary quiz from WordNet. */
export function GeneratePage() {
  const t = useText();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const generate = useMutation({
    mutationFn: (body: object) => hostCall<Quiz>('/v1/quizzes/generate', { method: 'POST', body }),
    onSuccess: async ({ id }) => {
      await queries.invalidateQueries({ queryKey: ['quizzes'] });
      await navigate(`/author/quizzes/${id}`);
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    generate.mutate({
      source: 'wordnet',
      questions: Number(given.get('questions')),
      level: Number(given.get('level')),
    });
  };
  return (
    <main className="author__main author__main--narrow">
      <h1>{t.author.generate}</h1>
      <p className="muted">{t.author.generateWhat}</p>
      <form className="card" onSubmit={submit}>
        <Field label={t.author.questionCount} hint={t.common.from(LIMITS.generatedMin, LIMITS.generatedMax)}>
          {(props) => (
            <input
              {...props}
              name="questions"
              type="number"
              required
              min={LIMITS.generatedMin}
              max={LIMITS.generatedMax}
              defaultValue={10}
            />
          )}
        </Field>
        <Field label={t.author.level}>
          {(props) => (
            <select {...props} name="level" defaultValue="2">
              {[1, 2, 3, 4, 5].map((level) => (
                <option key={level} value={level}>
                  {t.author.levels[level - 1]}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Failure error={generate.error} />
        <button className="button button--wide" disabled={generate.isPending}>
          {generate.isPending ? t.author.generating : t.author.generate}
        </button>
      </form>
    </main>
  );
}
