/** A role process behind the load balancer. For a ws node, `name` is its NODE_NAME. */
export interface Server {
  name: string;
  /** This machine by default. */
  host?: string;
  port: number;
}

export interface Routes {
  /** The port for players and hosts. */
  port: number;
  api: Server[];
  ws: Server[];
  /** `address:port` of the name server, for hosts whose addresses can change. */
  nameServer?: string;
  /** The most connections of one client's address at a time (with IPv6 of one /64); a fifth of all connections by default. */
  connectionsOfOne?: number;
}

/** A whole school can be behind one address, and each pupil can have two devices. */
const CONNECTIONS_OF_ONE = 10_000;
/** The bytes that one connection can hold in each direction. */
const SOCKET_BUFFER_BYTES = 131_072;

/** HAProxy starts although a host has no address yet, and follows a host whose address changes. */
const resolvers = (nameServer: string) => `
resolvers names
  nameserver one ${nameServer}
  hold valid 2s
`;

/**
 * The ids of Socket.IO connections look like `<NODE_NAME>.<random>` and stand in the query of every request after
 * the handshake. They bring a request back to its node without cookies, which only browsers keep.
 */
const useServer = ({ name }: Server) => `  use-server ${name} if { urlp(sid) -m beg ${name}. }`;

/**
 * Routes `/socket.io/` to the ws nodes, sticky, and everything else to the api nodes. A node that dies is out within a second,
 * and a node that hangs within five. Its connections are cut, so that players reconnect at once, and a request that could not
 * be delivered goes to another node.
 */
export function haproxyConfig({
  port,
  api,
  ws,
  nameServer,
  connectionsOfOne = CONNECTIONS_OF_ONE,
}: Routes): string {
  const lookUp = nameServer ? ' resolvers names init-addr last,libc,none' : '';
  const server = ({ name, host = '127.0.0.1', port: at }: Server, more = '') =>
    `  server ${name} ${host}:${at} check${lookUp}${more}`;
  return `global
  # As many connections as open files allow (two a connection), up to 50,000. A fixed maxconn would not start
  # where the limit is lower.
  fd-hard-limit 100100
  # What a client does not read waits here, in the kernel, up to these bounds and no longer up to ten megabytes, and then
  # in its ws node, which sees it and cuts the client off. Enough for a megabyte a second at 100 ms.
  tune.sndbuf.client ${SOCKET_BUFFER_BYTES}
  tune.rcvbuf.server ${SOCKET_BUFFER_BYTES}
${nameServer ? resolvers(nameServer) : ''}
defaults
  mode http
  option forwardfor
  # At the first failure already, before the server is known to be down and its sessions are cut.
  option redispatch 1
  retries 3
  timeout connect 2s
  timeout client 60s
  timeout server 60s
  # A WebSocket may be silent between two pings.
  timeout tunnel 1h
  # One side has closed and the other neither reads nor closes.
  timeout client-fin 5s
  timeout server-fin 5s
  timeout http-request 10s
  # Longer than a busy node needs; one that is dead refuses the connection at once.
  timeout check 2s
  timeout http-keep-alive 75s
  timeout queue 10s
  option httpchk GET /health/ready
  # A node about to end says 404: nobody new, and who is there is moved by the node itself.
  http-check disable-on-404
  default-server inter 500ms fall 2 rise 1

frontend podium
  bind *:${port}
  # A whole school can be behind one address, but nobody takes the room of all others.
  stick-table type ipv6 size 100k expire 1m store conn_cur
  tcp-request connection track-sc0 src,ipmask(32,64)
  tcp-request connection reject if { sc0_conn_cur gt ${connectionsOfOne} }
  use_backend ws if { path_beg /socket.io/ }
  default_backend api

backend api
  balance roundrobin
${api.map((one) => server(one)).join('\n')}

backend ws
  balance leastconn
  cookie PODIUM insert indirect nocache httponly
  # A new connection may go to any node: not back to one that has just sent it away.
  ignore-persist if !{ urlp(sid) -m found }
${ws.map(useServer).join('\n')}
${ws.map((one) => server(one, ` cookie ${one.name} on-marked-down shutdown-sessions`)).join('\n')}
`;
}
