import type { RoleProcess } from '../../../dev/roles.js';
import { now } from '../load/clock.js';
import { type FaultKind, kill, oneOf, pause, type Target } from './target.js';

type Pick = (target: Target) => RoleProcess[];

const ws: Pick = ({ system }) => system.ws;
const api: Pick = ({ system }) => system.api;
const workers: Pick = ({ system }) => system.workers;

const hitBy = (one: RoleProcess) => (one.role === 'ws' ? { nodes: [one.name] } : {});

const killed = (name: string, among: Pick): FaultKind => ({
  name: `${name} killed`,
  harm: (target, below) => {
    const one = oneOf(among(target), below);
    return kill([one], below, hitBy(one));
  },
});

const paused = (name: string, among: Pick): FaultKind => ({
  name: `${name} paused`,
  harm: (target, below) => {
    const one = oneOf(among(target), below);
    return pause(one, below, hitBy(one));
  },
});

const HOUR_S = 3_600;

/** One hour ahead or behind, and back. */
const clockJump: FaultKind = {
  name: 'ws clock jumped',
  possible: ({ clock }) => clock !== undefined,
  async harm({ clock, system }, below) {
    const { name } = system.ws.at(-1)!;
    const at = now();
    await clock!.move(below(2) ? HOUR_S : -HOUR_S);
    return { at, targets: [name], nodes: [name], lastsMs: 10_000, undo: () => clock!.move(0) };
  },
};

/** Every role asked to end and started again, one after the other, as a deployment does. */
const rollingRestart: FaultKind = {
  name: 'rolling restart',
  async harm({ system }) {
    const roles = [...system.api, ...system.ws, ...system.workers];
    return {
      at: now(),
      targets: roles.map(({ name }) => name),
      lastsMs: 0,
      async undo() {
        for (const role of roles) await role.restart();
      },
    };
  },
};

/** Faults of Podium's own processes and of what stands before them. */
export const ROLE_FAULTS: FaultKind[] = [
  killed('ws', ws),
  paused('ws', ws),
  killed('api', api),
  paused('api', api),
  killed('worker', workers),
  paused('worker', workers),
  {
    name: 'haproxy killed',
    // Nothing can take over from the only one: it is started again at once.
    harm: async ({ system }, below) => ({ ...(await kill([system.haproxy], below)), lastsMs: 0 }),
  },
  { name: 'haproxy paused', harm: ({ system }, below) => pause(system.haproxy, below) },
  clockJump,
  rollingRestart,
];
