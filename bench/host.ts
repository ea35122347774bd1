import type { Joined, SessionCreated } from '../src/contracts/rest.js';
import type { Quiz } from '../src/contracts/quiz.js';

/** A session of questions that nobody can be late for, with its seated players. */
export interface BenchSession {
  sessionId: string;
  questionIds: string[];
  tokens: string[];
}

async function post<Answer>(url: string, body: object, token?: string): Promise<Answer> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${url}: ${response.status} ${await response.text()}`);
  return (await response.json()) as Answer;
}

let hosts = 0;

/** Registers a host of its own, with a quiz of `questions` single-choice questions. */
export async function openSession(api: string, questions: number, players: number): Promise<BenchSession> {
  const email = `bench-${process.pid}-${hosts++}@example.org`;
  const { accessToken } = await post<{ accessToken: string }>(`${api}/v1/hosts`, {
    email,
    password: 'a bench needs no secret',
    name: 'bench',
  });
  const quiz = await post<Quiz>(
    `${api}/v1/quizzes`,
    {
      title: 'bench',
      questions: Array.from({ length: questions }, (_, index) => ({
        type: 'single',
        text: `Question ${index + 1}`,
        timeLimitMs: 240_000,
        weight: 1,
        choices: ['a', 'b', 'c', 'd'].map((id) => ({ id, text: `Choice ${id}` })),
        correct: ['a'],
      })),
    },
    accessToken,
  );
  const session = await post<SessionCreated>(
    `${api}/v1/sessions`,
    { quizId: quiz.id, mode: 'self-paced' },
    accessToken,
  );
  const tokens: string[] = [];
  for (let start = 0; start < players; start += 50) {
    const seats = Array.from({ length: Math.min(50, players - start) }, (_, index) =>
      post<Joined>(`${api}/v1/sessions/${session.sessionId}/players`, { nickname: `p${start + index}` }),
    );
    for (const { playerToken } of await Promise.all(seats)) tokens.push(playerToken);
  }
  return { sessionId: session.sessionId, questionIds: quiz.questions.map(({ id }) => id), tokens };
}
