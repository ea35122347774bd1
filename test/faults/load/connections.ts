import { now } from './clock.js';
import type { Seat } from './seat.js';
import type { World } from './world.js';

/** Records when a player's connection is up, and knows whether it is. */
export class Connections {
  /** The number of the present or last connection, from 1. */
  number = 0;
  isUp = false;
  /** When the present or last connection began, by the clock of the history. */
  since = 0;

  constructor(
    private readonly world: World,
    private readonly seat: Seat,
  ) {}

  /** @param id of the connection: the name of its ws node, a dot, and more */
  began(id: string): void {
    this.isUp = true;
    this.number += 1;
    this.since = now();
    const { stats } = this.world.tally;
    stats.connected += 1;
    stats.connections += 1;
    const node = id.split('.')[0]!;
    this.world.history.write({
      type: 'connected',
      at: this.since,
      ...this.who,
      node,
      connection: this.number,
    });
  }

  /** It can also be called for a connection that never was up. */
  ended(reason: string): void {
    if (!this.isUp) return;
    this.isUp = false;
    this.world.tally.stats.connected -= 1;
    const connection = this.number;
    this.world.history.write({ type: 'disconnected', at: now(), ...this.who, connection, reason });
  }

  private get who() {
    const { sessionId, playerId } = this.seat;
    return { sessionId, playerId };
  }
}
