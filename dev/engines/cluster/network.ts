import { randomBytes } from 'node:crypto';
import { readlink } from 'node:fs/promises';
import { HERE, type Place } from '../engine-options.js';
import { startGuarded, TIER } from '../guard.js';
import { ensureTools } from '../install.js';
import { run } from '../run-tool.js';
import { findOnPath, succeeds, TOOLS } from '../tools.js';
import { addressesOf, PREFIX } from './subnet.js';
import { until } from './until.js';

export const NETWORK_TOOLS = [TOOLS.ip, TOOLS.nsenter, TOOLS.unshare];

/** A unicast MAC address that no interface has. */
const NOBODY = '02:00:00:00:00:00';

/** Two places on this machine with a cable between them. */
export interface Network {
  /** The side of this machine. */
  outer: Place;
  /** The side of the namespace. */
  inner: Place;
  /** From now on every packet between the two sides is lost, silently. */
  cut(): Promise<void>;
  heal(): Promise<void>;
  /** Must be called when nothing runs in the network any more. */
  stop(): Promise<void>;
}

/**
 * Whether this process can make a network namespace and a cable into it, which needs root and a kernel that permits it.
 * Installs the tools if they are missing and if it may install them.
 */
export async function canMakeNamespaces(): Promise<boolean> {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  const installed = await ensureTools(NETWORK_TOOLS, () => {}).then(
    () => true,
    () => false,
  );
  // The cable lies within a namespace that disappears with the command.
  const cable = ['ip', 'link', 'add', 'podium-a', 'type', 'veth', 'peer', 'name', 'podium-b'];
  return installed && succeeds('unshare', '--net', ...cable);
}

/** A process that only keeps a namespace alive. The namespace has no name, so it cannot outlive its processes. */
async function startHolder(log: string) {
  const holder = await startGuarded({
    command: findOnPath('unshare') ?? 'unshare',
    args: ['--net', 'sleep', 'infinity'],
    env: process.env,
    log,
    tier: TIER.network,
    stopMs: 2000,
  });
  const own = await readlink('/proc/self/ns/net');
  await until('a network namespace', 5000, async () => {
    return (await readlink(`/proc/${holder.pid}/ns/net`)) !== own;
  });
  return holder;
}

const ip = (...args: string[]) => run(findOnPath('ip') ?? 'ip', args);

/** Makes a network namespace and connects it with this machine. @param subnet see `addressesOf` */
export async function startNetwork(subnet: string, log: string): Promise<Network> {
  const addresses = addressesOf(subnet);
  const name = randomBytes(3).toString('hex');
  const [cable, end] = [`podium-${name}`, `host3-${name}`];
  const holder = await startHolder(log);
  const enter = [findOnPath('nsenter') ?? 'nsenter', '--target', String(holder.pid), '--net', '--'];
  const ipInside = (...args: string[]) => run(enter[0]!, [...enter.slice(1), 'ip', ...args]);

  try {
    await ip('link', 'add', cable, 'type', 'veth', 'peer', 'name', end, 'netns', String(holder.pid));
    await ip('address', 'add', addresses.outer + PREFIX, 'dev', cable);
    await ip('link', 'set', cable, 'up');
    await ipInside('link', 'set', 'lo', 'up');
    await ipInside('address', 'add', addresses.inner + PREFIX, 'dev', end);
    await ipInside('link', 'set', end, 'up');
  } catch (error) {
    await holder.stop();
    throw error;
  }

  const atOuter = [addresses.inner, 'dev', cable];
  const atInner = [addresses.outer, 'dev', end];
  let isCut = false;
  return {
    outer: { ...HERE, address: addresses.outer },
    inner: { address: addresses.inner, enter },
    // Each side sends to an interface that does not exist. Both links stay up, with their routes: nobody is notified, and
    // connections just hang, as behind a switch that fails.
    cut: async () => {
      await ip('neigh', 'replace', ...atOuter, 'lladdr', NOBODY, 'nud', 'permanent');
      await ipInside('neigh', 'replace', ...atInner, 'lladdr', NOBODY, 'nud', 'permanent');
      isCut = true;
    },
    heal: async () => {
      if (!isCut) return;
      isCut = false;
      await ip('neigh', 'del', ...atOuter);
      await ipInside('neigh', 'del', ...atInner);
    },
    stop: async () => {
      await ip('link', 'del', cable).catch(() => undefined);
      await holder.stop();
    },
  };
}
