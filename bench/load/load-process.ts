import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { root } from '../../dev/roles.js';
import { LOAD_CPU } from '../machine.js';
import type { Heard, Latencies, LoadTask, Report, Sampled } from './tasks.js';

interface Reply {
  id: number;
  report?: Report;
  error?: string;
}

const answers = (questionIds: string[]) => questionIds.map((questionId) => ({ questionId, value: ['a'] }));

/** A process full of players, on the CPU of the load. */
export class LoadProcess {
  private asked = 0;
  private readonly waiting = new Map<number, (reply: Reply) => void>();

  private constructor(private readonly child: ChildProcess) {
    child.on('message', (reply: Reply) => {
      this.waiting.get(reply.id)?.(reply);
      this.waiting.delete(reply.id);
    });
    child.on('exit', () => this.waiting.forEach((reply, id) => reply({ id, error: 'its process ended' })));
  }

  static async start(): Promise<LoadProcess> {
    const command = ['-c', String(LOAD_CPU), process.execPath, '--import', 'tsx', 'bench/load/clients.ts'];
    const child = spawn('taskset', command, { cwd: root, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    await once(child, 'message');
    return new LoadProcess(child);
  }

  /** Opens one connection for each token. */
  async connect(url: string, tokens: string[]): Promise<void> {
    await this.do({ kind: 'connect', url, tokens });
  }

  /** Self-paced: every player opens every question. */
  async open(questions: number): Promise<void> {
    const payloads = Array.from({ length: questions }, (_, index) => ({ index }));
    await this.do({ kind: 'closed-loop', event: 'question', payloads });
  }

  /** Every player answers these questions, one after the other. */
  answer(questionIds: string[]): Promise<Latencies> {
    return this.do({ kind: 'closed-loop', event: 'answer', payloads: answers(questionIds) });
  }

  /** Every player answers these questions; all players together send `perSecond` answers a second. */
  answerAt(perSecond: number, questionIds: string[]): Promise<Latencies> {
    return this.do({ kind: 'open-loop', event: 'answer', payloads: answers(questionIds), perSecond });
  }

  /** Like `answer`, but each group of players has its own questions. */
  answerOf(groups: { clients: number; questionIds: string[] }[]): Promise<Latencies> {
    return this.do({
      kind: 'groups',
      event: 'answer',
      groups: groups.map(({ clients, questionIds }) => ({ clients, payloads: answers(questionIds) })),
    });
  }

  /** Joins `times` players. */
  async post(url: string, times: number): Promise<void> {
    await this.do({ kind: 'post', url, times });
  }

  hear(event: string, times = 1): Promise<Heard> {
    return this.do({ kind: 'hear', event, times });
  }

  sample(event: string): Promise<Sampled> {
    return this.do({ kind: 'sample', event });
  }

  /** Resolves when the players listen for the events that they were asked to hear, which takes a while in a busy process. */
  async begun(): Promise<void> {
    await this.do({ kind: 'begun' });
  }

  async disconnect(): Promise<void> {
    await this.do({ kind: 'disconnect' });
  }

  stop(): void {
    this.child.disconnect();
  }

  private async do<Answer extends Report>(task: LoadTask): Promise<Answer> {
    const id = this.asked++;
    const reply = await new Promise<Reply>((resolve) => {
      this.waiting.set(id, resolve);
      this.child.send({ id, task });
    });
    if (reply.error) throw new Error(`load: ${reply.error}`);
    return reply.report as Answer;
  }
}
