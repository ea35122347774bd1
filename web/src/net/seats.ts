import { stored } from './stored.js';

/** A player's place in a session, kept so that a reload or a phone that slept comes back to it. */
export interface Seat {
  pin: string;
  playerId: string;
  playerToken: string;
  nickname: string;
  /** The key of the join: the same key gets the same seat again. */
  key?: string;
  /** Self-paced: the question that was opened last. */
  index?: number;
}

export const seat = (sessionId: string) => stored<Seat>(`podium.seat.${sessionId}`);

/** The last nickname, offered again. */
export const lastNickname = stored<string>('podium.nickname');
