import { WebSocket } from 'ws';
import { pause } from './clock.js';
import type { Seat } from './seat.js';
import type { World } from './world.js';

const ASK_MS = 100;
const PONG_MS = 20_000;
const ADMITTED_MS = 5_000;
const AGAIN_MS = 2_000;

/** Messages of Engine.IO and Socket.IO: pong, connect to the default namespace, event with an acknowledgement. */
const PONG = '3';
const connectWith = (token: string) => `40${JSON.stringify({ token })}`;
const askForBoard = (id: number) => `42${id}${JSON.stringify(['leaderboard', { limit: 100 }])}`;

/** Asks for the longest leaderboard ten times a second and never reads an answer. Reconnects when it is cut off. */
export async function neverRead(world: World, { token }: Seat, end: AbortSignal): Promise<void> {
  const url = `${world.url.replace(/^http/, 'ws')}/socket.io/?EIO=4&transport=websocket`;
  while (!end.aborted) {
    world.tally.stats.deaf += 1;
    const line = new WebSocket(url, { perMessageDeflate: false });
    // The server is expected to cut it off.
    line.on('error', () => undefined);
    if (await isAdmitted(line, token)) {
      line.pause();
      let pongAt = performance.now();
      for (let id = 0; line.readyState === WebSocket.OPEN && (await pause(ASK_MS, end)); id++) {
        line.send(askForBoard(id));
        if (performance.now() - pongAt > PONG_MS) {
          pongAt = performance.now();
          line.send(PONG);
        }
      }
    }
    line.terminate();
    await pause(AGAIN_MS, end);
  }
}

/** Whether the server has admitted it in time. */
function isAdmitted(line: WebSocket, token: string): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), ADMITTED_MS);
    const settle = (admitted: boolean) => {
      clearTimeout(timer);
      resolve(admitted);
    };
    line.on('open', () => line.send(connectWith(token)));
    line.on('close', () => settle(false));
    line.on('message', (data: Buffer) => {
      const text = data.toString();
      if (text.startsWith('40')) settle(true);
      if (text.startsWith('44')) settle(false);
    });
  });
}
