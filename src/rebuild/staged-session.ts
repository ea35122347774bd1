import type { ChainableCommander } from 'ioredis';
import type { ResultRecord } from '../persistence/result-record.js';
import type { RedisConnection } from '../platform/redis/connect.js';
import { keys, recordsField, scriptKeys, type SessionFields } from '../session/state/layout.js';
import { toAnswerRecord } from '../session/state/records.js';
import type { FrozenSession } from '../session/frozen-session.js';
import { parseNickname } from '../session/nickname.js';
import { sessionFields } from '../session/session-fields.js';
import type { SessionRecord } from '../session/session.schema.js';
import { commit } from './rebuild-scripts.js';
import { lifeFields } from './rebuilt-life.js';
import { standingOf } from './rebuilt-player.js';

const PAGE = 500;
/** The keys that a failed rebuild leaves behind expire after this time. */
const STAGED_SECONDS = 600;

/** Fields or members of keys that are written together, as their commands take them. */
class Writes {
  readonly hashes = new Map<string, string[]>();
  readonly boards = new Map<string, (string | number)[]>();

  hash(key: string, field: string, value: string): void {
    entry(this.hashes, key).push(field, value);
  }

  board(key: string, score: number, member: string): void {
    entry(this.boards, key).push(score, member);
  }
}

const entry = <Item>(lists: Map<string, Item[]>, key: string): Item[] => {
  const known = lists.get(key);
  if (known) return known;
  const fresh: Item[] = [];
  lists.set(key, fresh);
  return fresh;
};

/** A session that is being rebuilt. Its keys have other names until all of it is there, so that nobody ever sees half of it. */
export class StagedSession {
  private readonly questionIds: string[];
  private readonly records = new Map<string, number>();
  /** Folded nicknames. One that two players have, after a fault, belongs to the first of them. */
  private readonly names = new Set<string>();
  private page: ResultRecord[] = [];
  private seats = 0;

  constructor(
    private readonly redis: RedisConnection,
    private readonly session: FrozenSession,
    private readonly record: SessionRecord,
    /** The holder of the lease; without spaces. */
    private readonly holder: string,
  ) {
    this.questionIds = session.quiz.questions.map(({ id }) => id);
  }

  /** Removes what an earlier try has left. */
  async clear(): Promise<void> {
    const staged = this.keys().map((key) => this.staged(key));
    await whole(this.redis.pipeline().unlink(...staged));
  }

  async add(result: ResultRecord): Promise<void> {
    this.page.push(result);
    if (this.page.length >= PAGE) await this.flush();
  }

  /**
   * Puts it in its place, if the lease is still the holder's.
   *
   * @param now by Redis' clock, in ms
   * @returns `there` when Redis has the session again meanwhile, `busy` when the lease was lost
   */
  async commit(now: number): Promise<'done' | 'there' | 'busy'> {
    await this.flush();
    const { sessionId } = this.session;
    const frozen = this.staged(keys.frozen(sessionId));
    await whole(this.redis.pipeline().set(frozen, JSON.stringify(this.session), 'EX', STAGED_SECONDS));
    const fields: SessionFields = {
      ...sessionFields(this.session, this.record.status),
      ...lifeFields(this.session, this.record, now),
      answers: [...this.records.values()].reduce((sum, count) => sum + count, 0),
      seats: this.seats,
      names: this.names.size,
      here: 0,
      rebuiltAt: now,
      touchedAt: now,
      ...Object.fromEntries(
        [...this.records].map(([questionId, count]) => [recordsField(questionId), count]),
      ),
    };
    const outcome = await commit(this.redis, sessionId, this.questionIds, this.holder, fields);
    return outcome === 'lease' ? 'busy' : outcome;
  }

  private staged(key: string): string {
    return keys.staged(key, this.holder);
  }

  private keys(): string[] {
    return scriptKeys(this.session.sessionId, this.questionIds);
  }

  private async flush(): Promise<void> {
    const page = this.page.splice(0);
    if (page.length === 0) return;
    const writes = new Writes();
    for (const result of page) this.write(result, writes);
    const commands = this.redis.pipeline();
    for (const [key, pairs] of writes.hashes) {
      commands.hset(this.staged(key), ...pairs).expire(this.staged(key), STAGED_SECONDS);
    }
    for (const [key, pairs] of writes.boards) {
      commands.zadd(this.staged(key), ...pairs).expire(this.staged(key), STAGED_SECONDS);
    }
    await whole(commands);
  }

  private write(result: ResultRecord, writes: Writes): void {
    const { session, record } = this;
    const { sessionId } = session;
    const { playerId, nickname = '' } = result;
    if (result.kicked) return writes.hash(keys.kicked(sessionId), playerId, JSON.stringify(nickname));
    this.seats += 1;
    const now = standingOf(session, result, record.createdAt);
    writes.hash(keys.players(sessionId), playerId, JSON.stringify(nickname));
    this.writeName(nickname, playerId, writes);
    writes.hash(keys.tallies(sessionId), playerId, now.tally);
    writes.board(keys.board(sessionId), now.boardScore, playerId);
    if (session.mode === 'live') {
      const before = standingOf(session, result, record.createdAt, Math.max(0, record.life?.index ?? 0));
      writes.hash(keys.previousTallies(sessionId), playerId, before.tally);
      writes.board(keys.previous(sessionId), before.boardScore, playerId);
    }
    for (const questionId of this.questionIds) {
      const answer = Object.hasOwn(result.answers ?? {}, questionId) && result.answers![questionId];
      if (!answer) continue;
      writes.hash(keys.answers(sessionId, questionId), playerId, toAnswerRecord(answer));
      this.records.set(questionId, (this.records.get(questionId) ?? 0) + 1);
    }
  }

  private writeName(nickname: string, playerId: string, writes: Writes): void {
    const folded = nickname && parseNickname(nickname).folded;
    if (!folded || this.names.has(folded)) return;
    this.names.add(folded);
    writes.hash(keys.nicknames(this.session.sessionId), folded, playerId);
  }
}

/** Runs all of a pipeline. @throws the first error of its commands: the pipeline itself resolves even when some of them fail */
async function whole(commands: ChainableCommander): Promise<void> {
  for (const [error] of (await commands.exec()) ?? []) if (error) throw error;
}
