import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { HERE, inPlace, type Place } from '../engine-options.js';
import { startGuarded, TIER, type Guarded } from '../guard.js';
import { until } from '../cluster/until.js';
import type { Direction, Listener, Order, Passing, Reply } from './protocol.js';

export type { Direction, Listener, Passing } from './protocol.js';

const STARTED_MS = 15_000;

export interface ProxyOptions {
  /** Path of a Unix socket, at most 100 characters long. */
  control: string;
  log: string;
  /** The network in which it listens and connects. */
  place?: Place;
}

/**
 * A TCP proxy in its own process, so that the load of this process does not slow down the connections. Connections
 * through the proxy can be listed and disturbed one by one.
 */
export class Proxy {
  private readonly asked = new Map<number, (reply: Reply) => void>();
  private lastRequest = 0;

  private constructor(
    private readonly process: Guarded,
    private readonly control: Socket,
  ) {
    createInterface({ input: control }).on('line', (line) => {
      const reply = JSON.parse(line) as Reply;
      this.asked.get(reply.request)?.(reply);
      this.asked.delete(reply.request);
    });
    control.on('close', () => {
      for (const [request, settle] of this.asked) settle({ request, error: 'the proxy has ended' });
      this.asked.clear();
    });
    control.on('error', () => control.destroy());
  }

  /** @throws Error when it does not start */
  static async start({ control: path, log, place = HERE }: ProxyOptions): Promise<Proxy> {
    const script = fileURLToPath(new URL('main.ts', import.meta.url));
    const child = await startGuarded({
      ...inPlace(place, process.execPath, ['--import', 'tsx', script, path]),
      env: { ...process.env, NODE_OPTIONS: '' },
      log,
      tier: TIER.proxy,
      stopMs: 2_000,
    });
    let control: Socket | undefined;
    await until('a proxy', STARTED_MS, async () => {
      const socket = connect(path);
      await once(socket, 'connect');
      control = socket;
      return true;
    });
    return new Proxy(child, control!);
  }

  async listen(listener: Listener): Promise<void> {
    await this.ask({ do: 'listen', listener });
  }

  /** The connections through the proxy now. */
  async list(): Promise<Passing[]> {
    return (await this.ask({ do: 'list' })).passing ?? [];
  }

  async reset(ids: number[]): Promise<void> {
    await this.ask({ do: 'reset', ids });
  }

  async freeze(ids: number[], directions: Direction[]): Promise<void> {
    await this.ask({ do: 'freeze', ids, directions });
  }

  async thaw(ids: number[]): Promise<void> {
    await this.ask({ do: 'thaw', ids });
  }

  async delay(ids: number[], ms: number): Promise<void> {
    await this.ask({ do: 'delay', ids, ms });
  }

  async stop(): Promise<void> {
    this.control.destroy();
    await this.process.stop();
  }

  private async ask(order: Order): Promise<Reply> {
    const request = ++this.lastRequest;
    const reply = await new Promise<Reply>((resolve) => {
      this.asked.set(request, resolve);
      this.control.write(`${JSON.stringify({ ...order, request })}\n`);
    });
    if (reply.error !== undefined) throw new Error(`proxy: ${reply.error}`);
    return reply;
  }
}
