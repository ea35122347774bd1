import type { Direction } from '../../../../dev/engines/proxy/index.js';
import type { Part } from '../../history.js';
import { now } from '../../load/clock.js';
import { clientLines, forEachProxy, innerLines, kindOf, type Line } from './lines.js';
import {
  type Below,
  type FaultKind,
  type Harm,
  oneOf,
  someOf,
  type Taken,
  type Target,
  undone,
} from './target.js';

type Choose = (target: Target, below: Below) => Promise<Line[]>;

const FROZEN_MS = { least: 1_000, more: 11_000 };
const DELAYED_MS = { least: 4_000, more: 8_000 };
const DELAY_MS = { least: 30, more: 1_500 };

/** A way to disturb connections; it returns how long the disturbance lasts, and how it is undone. */
type Disturb = (lines: Line[], below: Below) => Promise<Pick<Harm, 'lastsMs' | 'undo'> & { how: string }>;

const reset: Disturb = async (lines) => {
  await forEachProxy(lines, (proxy, ids) => proxy.reset(ids));
  return { how: 'reset', lastsMs: 0, undo: undone };
};

const freeze =
  (directionsOf: (below: Below) => Direction[]): Disturb =>
  async (lines, below) => {
    const directions = directionsOf(below);
    await forEachProxy(lines, (proxy, ids) => proxy.freeze(ids, directions));
    // When a network comes back, it delivers what it held, or the hanging connections break.
    const breaks = below(2) === 0;
    const undo = () => forEachProxy(lines, (proxy, ids) => (breaks ? proxy.reset(ids) : proxy.thaw(ids)));
    const how = `frozen ${directions.join(' and ')}, then ${breaks ? 'reset' : 'thawed'}`;
    return { how, lastsMs: FROZEN_MS.least + below(FROZEN_MS.more), undo };
  };

const bothWays = freeze(() => ['up', 'down']);
const oneWay = freeze((below) => [below(2) === 0 ? 'up' : 'down']);

const delay: Disturb = async (lines, below) => {
  const ms = DELAY_MS.least + below(DELAY_MS.more);
  await forEachProxy(lines, (proxy, ids) => proxy.delay(ids, ms));
  const undo = () => forEachProxy(lines, (proxy, ids) => proxy.delay(ids, 0));
  return { how: `${ms} ms later`, lastsMs: DELAYED_MS.least + below(DELAYED_MS.more), undo };
};

/** The route of a connection: a process and the engines of one kind, such as `ws-1 to redis`. */
const routeOf = ({ owner, server }: Line) => `${owner} to ${kindOf(server)}`;

/** All connections of one route, or one of them. */
function onOneRoute(lines: Line[], below: Below): Line[] {
  const routes = [...new Set(lines.map(routeOf))].toSorted();
  if (routes.length === 0) return [];
  const route = oneOf(routes, below);
  const on = lines.filter((line) => routeOf(line) === route);
  return below(2) === 0 ? on : [oneOf(on, below)];
}

const isRole = ({ owner }: Line) => /^(api|ws|worker)-/.test(owner);

/** Connections between a role and the engines of one kind. */
const roleLines: Choose = async (target, below) =>
  onOneRoute((await innerLines(target)).filter(isRole), below);

/** Connections by which the nodes of one kind of engine follow each other. */
const between =
  (kind: string): Choose =>
  async (target, below) => {
    const lines = await innerLines(target);
    return onOneRoute(
      lines.filter(({ owner, server }) => kindOf(owner) === kind && kindOf(server) === kind),
      below,
    );
  };

/** One, some or all of the clients' connections. */
const someClients: Choose = async (target, below) => {
  const lines = await clientLines(target);
  if (lines.length === 0) return [];
  return [() => [oneOf(lines, below)], () => someOf(lines, below), () => lines][below(3)]!();
};

function described(lines: Line[], how: string): string[] {
  const routes = [...new Set(lines.map(routeOf))].toSorted();
  return routes.map((route) => `${route}: ${lines.filter((line) => routeOf(line) === route).length} ${how}`);
}

function nodesOf(lines: Line[]): Pick<Harm, 'nodes'> {
  const nodes = [...new Set(lines.map(({ owner }) => owner))].filter((name) => kindOf(name) === 'ws');
  return nodes.length > 0 ? { nodes } : {};
}

/** The engines of these connections, if the fault disturbs only those. */
function partsOf(lines: Line[]): Pick<Harm, 'parts'> {
  return { parts: [...new Set(lines.map(({ server }) => kindOf(server) as Part))] };
}

function disturbed(
  name: string,
  choose: Choose,
  disturb: Disturb,
  { takes = [], disturbs, isExact = false }: { takes?: Taken[]; disturbs: Part[]; isExact?: boolean },
): FaultKind {
  return {
    name,
    takes,
    disturbs,
    quick: disturb === reset,
    possible: ({ engines }) => engines.proxies.length > 0,
    async harm(target, below) {
      const lines = await choose(target, below);
      if (lines.length === 0) return undefined;
      const at = now();
      const { how, ...harm } = await disturb(lines, below);
      return {
        at,
        targets: described(lines, how),
        ...nodesOf(lines),
        ...(isExact && partsOf(lines)),
        ...harm,
      };
    },
  };
}

const ROLES = { disturbs: ['redis', 'kafka', 'mongo'] satisfies Part[], isExact: true };
const CLIENTS = { disturbs: ['clients'] satisfies Part[] };

/** Faults of single connections through a proxy. */
export const CONNECTION_FAULTS: FaultKind[] = [
  disturbed('role connections reset', roleLines, reset, ROLES),
  disturbed('role connections frozen', roleLines, bothWays, ROLES),
  disturbed('role connections frozen one way', roleLines, oneWay, ROLES),
  disturbed('role connections delayed', roleLines, delay, ROLES),
  disturbed('redis replication reset', between('redis'), reset, { takes: ['redis'], disturbs: [] }),
  disturbed('redis replication frozen', between('redis'), bothWays, { takes: ['redis'], disturbs: [] }),
  disturbed('kafka replication frozen', between('kafka'), bothWays, { takes: ['kafka'], disturbs: [] }),
  disturbed('mongo replication frozen', between('mongo'), bothWays, { takes: ['mongo'], disturbs: [] }),
  disturbed('client lines reset', someClients, reset, CLIENTS),
  disturbed('client lines frozen', someClients, bothWays, CLIENTS),
  disturbed('client lines frozen one way', someClients, oneWay, CLIENTS),
  disturbed('client lines delayed', someClients, delay, CLIENTS),
];
