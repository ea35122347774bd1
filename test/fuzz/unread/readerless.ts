/**
 * A process of clients that never read: each asks for the longest page there is, twenty times a second, and takes nothing of
 * what it is sent. Arguments: url, then a token for each.
 */
import { times } from '../../support/crowd.js';
import { RawWebSocket } from '../../support/raw-web-socket.js';

const EVERY_MS = 50;
const HEARTBEAT_MS = 10_000;

const [url, ...tokens] = process.argv.slice(2) as [string, ...string[]];
let asked = 0;

const raws = await times(tokens.length, (place) => RawWebSocket.enter(url, tokens[place]!));
for (const raw of raws) raw.stopReading();
const open = () => raws.filter(({ closed }) => !closed);
for (const raw of raws) {
  // Each in a rhythm of its own.
  setTimeout(() => {
    const asking = setInterval(() => {
      if (raw.closed) return clearInterval(asking);
      raw.send(`42${asked++}["leaderboard",{"limit":100}]`);
    }, EVERY_MS);
  }, Math.random() * EVERY_MS);
}
// Blindly: a server that hears no heartbeat would end the connection by itself.
setInterval(() => {
  for (const raw of open()) raw.send('3');
}, HEARTBEAT_MS);
setInterval(() => process.send?.({ asked, open: open().length }), 1_000);
process.send?.({ asked, open: raws.length });
process.on('disconnect', () => process.exit());
