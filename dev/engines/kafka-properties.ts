/** A node that is broker and controller. */
export interface KafkaNode {
  id: number;
  address: string;
  port: number;
  /** The port of the proxy in front of it; its own port by default. */
  announcedPort?: number;
  controllerPort: number;
}

/**
 * Properties of one node of a cluster. Internal topics have a copy on every node, and a majority of the copies must
 * confirm a write. Topics are created by an explicit step, never by a typing mistake.
 *
 * @param logs the node's data folder
 */
export function kafkaProperties(node: KafkaNode, nodes: KafkaNode[], logs: string) {
  const { id, address, port, announcedPort = port, controllerPort } = node;
  const replicas = nodes.length;
  const majority = Math.floor(replicas / 2) + 1;
  return {
    'process.roles': 'broker,controller',
    'node.id': id,
    'controller.quorum.voters': nodes
      .map((one) => `${one.id}@${one.address}:${one.controllerPort}`)
      .join(','),
    'controller.listener.names': 'CONTROLLER',
    listeners: `PLAINTEXT://${address}:${port},CONTROLLER://${address}:${controllerPort}`,
    'advertised.listeners': `PLAINTEXT://${address}:${announcedPort}`,
    'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
    'log.dirs': logs,
    'auto.create.topics.enable': false,
    'num.partitions': 1,
    'default.replication.factor': replicas,
    'min.insync.replicas': majority,
    'unclean.leader.election.enable': false,
    'offsets.topic.num.partitions': 5,
    'offsets.topic.replication.factor': replicas,
    'transaction.state.log.num.partitions': 5,
    'transaction.state.log.replication.factor': replicas,
    'transaction.state.log.min.isr': majority,
    'share.coordinator.state.topic.replication.factor': replicas,
    'share.coordinator.state.topic.min.isr': majority,
    'group.initial.rebalance.delay.ms': 0,
    'log.cleaner.dedupe.buffer.size': 16_777_216,
    // After a SIGKILL the controller keeps the dead broker's registration for this long.
    'broker.session.timeout.ms': 3000,
    'broker.heartbeat.interval.ms': 500,
  };
}

/**
 * Settings for nodes that lose each other while a test waits. With Kafka's defaults, a follower that hangs stays in the
 * set of in-sync replicas for 30 s, and nodes wait 10 to 30 s for the answer of a host that was cut off.
 */
export const IMPATIENT = {
  'replica.lag.time.max.ms': 3000,
  'replica.socket.timeout.ms': 3000,
  'controller.socket.timeout.ms': 3000,
  'controller.quorum.fetch.timeout.ms': 2000,
  'controller.quorum.request.timeout.ms': 1500,
  'controller.quorum.election.timeout.ms': 1000,
  'controller.quorum.election.backoff.max.ms': 500,
  'socket.connection.setup.timeout.ms': 1000,
  'socket.connection.setup.timeout.max.ms': 2000,
};
