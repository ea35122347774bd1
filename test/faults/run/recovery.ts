import type { FaultLine, HistoryLine } from '../history.js';

/** What the players noticed of one fault, in ms from the moment when it was done. */
export interface Recovery {
  fault: number;
  kind: string;
  /** The players that it hit: those connected to its nodes or in its sessions, or else all. */
  players: number;
  /** Until an answer of one of them that was sent after the fault was first acknowledged. */
  firstMs?: number;
  /** Players with a delayed answer: more than a second late, or with a second attempt. */
  disturbed: number;
  /** Until the last delayed answer of the last of these players was acknowledged; `medianMs` is the median over them. */
  medianMs?: number;
  worstMs?: number;
  /** Players who lost their connection because of it, and the longest time that one of them was without. */
  dropped: number;
  offlineMs?: number;
  /** From undoing it until every part was healthy. */
  healthyMs: number;
}

/** An answer that takes longer than this is delayed. */
const DELAYED_MS = 1_000;

interface Op {
  playerId: string;
  sessionId: string;
  dueAt: number;
  attempts: number;
  /** The time of the attempt that was acknowledged. */
  ackedAttemptAt?: number;
  ackedAt?: number;
}

/** A time in which a player was away by its own choice. */
interface Absence {
  from: number;
  to: number;
}

interface Presence {
  sessionId: string;
  node: string;
  from: number;
  to: number;
  /** Whether it ended by the player's own choice. */
  left?: boolean;
}

/** Socket.IO's reason when the client itself closes. */
const OWN_CHOICE = 'io client disconnect';

const ACKNOWLEDGED = new Set(['accepted', 'duplicate']);

/** Follows the history line by line, and then returns the recovery after each fault. */
export class RecoveryFigures {
  private readonly ops = new Map<number, Op>();
  private readonly attemptSentAt = new Map<number, number>();
  private readonly presences = new Map<string, Presence[]>();
  private readonly absences = new Map<string, Absence[]>();

  take(line: HistoryLine): void {
    if (line.type === 'sent') {
      const op = this.ops.get(line.op);
      if (op) op.attempts += 1;
      else this.ops.set(line.op, { ...pick(line), dueAt: line.due ?? line.at, attempts: 1 });
      this.attemptSentAt.set(line.op, line.at);
    } else if (line.type === 'told' && ACKNOWLEDGED.has(line.status)) {
      const op = this.ops.get(line.op);
      if (!op || op.ackedAt !== undefined) return;
      op.ackedAt = line.at;
      op.ackedAttemptAt = this.attemptSentAt.get(line.op)!;
    } else if (line.type === 'connected') {
      const presence = { sessionId: line.sessionId, node: line.node, from: line.at, to: Infinity };
      this.presences.set(line.playerId, [...(this.presences.get(line.playerId) ?? []), presence]);
      const absence = this.absences.get(line.playerId)?.at(-1);
      if (absence) absence.to = Math.min(absence.to, line.at);
    } else if (line.type === 'disconnected') {
      const last = this.presences.get(line.playerId)?.at(-1);
      if (last) Object.assign(last, { to: Math.min(last.to, line.at), left: line.reason === OWN_CHOICE });
      if (line.reason === OWN_CHOICE) {
        const absence = { from: line.at, to: Infinity };
        this.absences.set(line.playerId, [...(this.absences.get(line.playerId) ?? []), absence]);
      }
    }
  }

  of(faults: FaultLine[]): Recovery[] {
    return faults.map((fault, place) => this.after(fault, faults[place + 1]?.at ?? Infinity));
  }

  private after(fault: FaultLine, until: number): Recovery {
    const hit = this.hitBy(fault);
    let firstMs = Infinity;
    const delayed = new Map<string, number>();
    for (const { playerId, dueAt, attempts, ackedAt, ackedAttemptAt } of this.ops.values()) {
      if (!hit.has(playerId) || ackedAt === undefined || ackedAt < fault.at || dueAt > until) continue;
      if (ackedAttemptAt! >= fault.at) firstMs = Math.min(firstMs, ackedAt - fault.at);
      const isDelayed = attempts > 1 || ackedAt - dueAt > DELAYED_MS;
      // An answer that became late before this fault belongs to an earlier one; after the next fault it belongs to that one.
      const lateAt = dueAt + DELAYED_MS;
      const isOurs = lateAt >= fault.at && lateAt <= until;
      if (isDelayed && isOurs && !this.wasAway(playerId, dueAt, ackedAt))
        delayed.set(playerId, Math.max(delayed.get(playerId) ?? 0, ackedAt - fault.at));
    }
    const offline = this.offline(fault, until);
    const times = [...delayed.values()].toSorted((a, b) => a - b);
    return {
      fault: fault.fault,
      kind: fault.kind,
      players: hit.size,
      ...(firstMs < Infinity && { firstMs: Math.round(firstMs) }),
      disturbed: times.length,
      ...(times.length > 0 && {
        medianMs: Math.round(times[Math.floor((times.length - 1) / 2)]!),
        worstMs: Math.round(times.at(-1)!),
      }),
      dropped: offline.length,
      ...(offline.length > 0 && { offlineMs: Math.round(Math.max(...offline)) }),
      healthyMs: Math.round(fault.healthyAt - fault.restoredAt),
    };
  }

  /** How long each connection was missing that broke between this fault and the next one. */
  private offline(fault: FaultLine, until: number): number[] {
    const times: number[] = [];
    for (const presences of this.presences.values()) {
      for (const [place, { to, left }] of presences.entries()) {
        const back = presences[place + 1];
        if (back && !left && to >= fault.at && to < until) times.push(back.from - to);
      }
    }
    return times;
  }

  private wasAway(playerId: string, from: number, to: number): boolean {
    return (this.absences.get(playerId) ?? []).some((absence) => absence.from <= to && absence.to >= from);
  }

  private hitBy({ at, nodes, sessions }: FaultLine): Set<string> {
    const hit = new Set<string>();
    for (const [playerId, presences] of this.presences) {
      const there = presences.find(({ from, to }) => from <= at && at <= to);
      if (!there || (nodes && !nodes.includes(there.node))) continue;
      if (!sessions || sessions.includes(there.sessionId)) hit.add(playerId);
    }
    return hit;
  }
}

const pick = ({ playerId, sessionId }: { playerId: string; sessionId: string }) => ({ playerId, sessionId });
