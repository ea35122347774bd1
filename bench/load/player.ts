import { WebSocket } from 'ws';
import { SOCKET_PATH } from '../../src/contracts/socket-events.js';

type Acknowledged = (reply: { status: string }) => void;
/** It gets the whole packet, so that only a listener that needs the payload parses it. */
type Heard = (packet: string) => void;

/**
 * A player as the server sees one, for a third of the processor time that a client of Socket.IO takes. It speaks Engine.IO and
 * Socket.IO by hand (https://socket.io/docs/v4/socket-io-protocol) over WebSocket, and does not parse events without a listener.
 * A phone has its own processor; here thousands of players share one with what is measured.
 */
export class Player {
  private asked = 0;
  private leaving = false;
  private readonly acknowledgements = new Map<number, Acknowledged>();
  private readonly listening = new Map<string, Set<Heard>>();

  private constructor(private readonly socket: WebSocket) {
    socket.on('message', (data: Buffer) => this.receive(data.toString()));
    socket.on('close', (code: number) => {
      // No player reconnects here: a bench whose players are cut off has no result.
      if (!this.leaving) throw new Error(`a player was cut off (${code})`);
    });
  }

  /** Rejects with the answer of the server when it refuses the token. */
  static connect(url: string, token: string): Promise<Player> {
    const address = `${url.replace(/^http/, 'ws')}${SOCKET_PATH}/?EIO=4&transport=websocket`;
    const socket = new WebSocket(address, { perMessageDeflate: false });
    return new Promise((resolve, reject) => {
      const greet = (data: Buffer) => {
        const packet = data.toString();
        if (packet.startsWith('0')) return socket.send(`40${JSON.stringify({ token })}`);
        socket.off('message', greet);
        if (packet.startsWith('40')) resolve(new Player(socket));
        else reject(new Error(`refused: ${packet}`));
      };
      socket.on('message', greet);
      socket.once('error', reject);
    });
  }

  emit(event: string, payload: unknown, acknowledged: Acknowledged): void {
    const id = this.asked++;
    this.acknowledgements.set(id, acknowledged);
    this.socket.send(`42${id}${JSON.stringify([event, payload])}`);
  }

  on(event: string, heard: Heard): void {
    const those = this.listening.get(event) ?? new Set();
    this.listening.set(event, those.add(heard));
  }

  off(event: string, heard: Heard): void {
    this.listening.get(event)?.delete(heard);
  }

  disconnect(): void {
    this.leaving = true;
    this.socket.close();
  }

  private receive(packet: string): void {
    if (packet === '2') this.socket.send('3');
    else if (packet.startsWith('43')) this.acknowledge(packet);
    else if (packet.startsWith('42["')) this.tell(packet);
  }

  private tell(packet: string): void {
    const event = packet.slice(4, packet.indexOf('"', 4));
    for (const heard of this.listening.get(event) ?? []) heard(packet);
  }

  private acknowledge(packet: string): void {
    const start = packet.indexOf('[');
    const id = Number(packet.slice(2, start));
    const [reply] = JSON.parse(packet.slice(start)) as [{ status: string }];
    this.acknowledgements.get(id)?.(reply);
    this.acknowledgements.delete(id);
  }
}
