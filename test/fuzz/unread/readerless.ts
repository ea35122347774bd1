/**
 * A process of clients that never read. Each asks for the longest possible page twenty times a second, and reads nothing of
 * what it is sent. Arguments: the url, then a token for each client.
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
  // Each client starts at a random time.
  setTimeout(() => {
    const asking = setInterval(() => {
      if (raw.closed) return clearInterval(asking);
      raw.send(`42${asked++}["leaderboard",{"limit":100}]`);
    }, EVERY_MS);
  }, Math.random() * EVERY_MS);
}
// Heartbeats are sent without waiting for a ping: otherwise the server would end the connection for another reason.
setInterval(() => {
  for (const raw of open()) raw.send('3');
}, HEARTBEAT_MS);
setInterval(() => process.send?.({ asked, open: open().length }), 1_000);
process.send?.({ asked, open: raws.length });
process.on('disconnect', () => process.exit());
