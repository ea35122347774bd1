import type { RoleProcess } from '../../../../dev/roles.js';
import { now } from '../../load/clock.js';
import { type FaultKind, kill, oneOf, pause, type Taken, type Target } from './target.js';

type Pick = (target: Target) => RoleProcess[];

const ws: Pick = ({ system }) => system.ws;
const api: Pick = ({ system }) => system.api;
const workers: Pick = ({ system }) => system.workers;

const hitBy = (one: RoleProcess) => (one.role === 'ws' ? { nodes: [one.name] } : {});

const killed = (name: Taken, among: Pick): FaultKind => ({
  name: `${name} killed`,
  takes: [name],
  harm: (target, below) => {
    const one = oneOf(among(target), below);
    return kill(target, [one], below, hitBy(one));
  },
});

const paused = (name: Taken, among: Pick): FaultKind => ({
  name: `${name} paused`,
  takes: [name],
  harm: (target, below) => {
    const one = oneOf(among(target), below);
    return pause(one, below, hitBy(one));
  },
});

/** Stops every role and starts it again, one after the other, as a deployment does. */
const rollingRestart: FaultKind = {
  name: 'rolling restart',
  takes: ['api', 'ws', 'worker'],
  async harm({ system, keeper }) {
    const roles = [...system.api, ...system.ws, ...system.workers];
    return {
      at: now(),
      targets: roles.map(({ name }) => name),
      lastsMs: 0,
      async undo() {
        for (const role of roles) await keeper.restart(role);
      },
    };
  },
};

/** Faults of Podium's own processes and of the load balancer. */
export const ROLE_FAULTS: FaultKind[] = [
  killed('ws', ws),
  paused('ws', ws),
  killed('api', api),
  paused('api', api),
  killed('worker', workers),
  paused('worker', workers),
  {
    name: 'haproxy killed',
    takes: ['haproxy'],
    // Nothing can take over from the only load balancer, so it is started again at once.
    harm: async (target, below) => ({
      ...(await kill(target, [target.system.haproxy], below)),
      lastsMs: 0,
    }),
  },
  {
    name: 'haproxy paused',
    takes: ['haproxy'],
    harm: ({ system }, below) => pause(system.haproxy, below),
  },
  rollingRestart,
];
