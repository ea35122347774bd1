import type { ClientToServerEvents, ServerToClientEvents } from '../src/contracts/socket-events.js';
import { TOPICS } from '../src/contracts/kafka-events.js';

type Schema = Record<string, unknown>;
const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });
const object = (properties: Schema, required: string[] = Object.keys(properties)): Schema => ({
  type: 'object',
  properties,
  required,
});
const id: Schema = { type: 'string', pattern: '^[A-Za-z0-9_-]{1,64}$' };
const whole: Schema = { type: 'integer', minimum: 0 };

interface Message {
  /** The sender or the receiver, and the occasion. */
  says: string;
  payload: Schema;
  acknowledgement?: string;
}

/** A new event in the contract does not compile until it is here. */
const FROM_CLIENTS: Record<keyof ClientToServerEvents, Message> = {
  answer: {
    says: 'A player answers. Sent again it is a duplicate: the first answer stands.',
    payload: object({ questionId: id, value: ref('AnswerValue') }),
    acknowledgement: 'AnswerAck',
  },
  question: {
    says: 'Self-paced: a player opens a question, or asks for an open one again, whose clock goes on.',
    payload: object({ index: whole }),
    acknowledgement: 'QuestionAck',
  },
  leaderboard: {
    says: 'A page of the ranking.',
    payload: object({ offset: whole, limit: whole }, []),
    acknowledgement: 'LeaderboardAck',
  },
  standing: {
    says: 'A player asks for its own standing and for the standings around it.',
    payload: object({}),
    acknowledgement: 'StandingAck',
  },
  sync: {
    says: 'The state of the session, as event `session` has it.',
    payload: object({}),
    acknowledgement: 'SyncAck',
  },
  host: {
    says: 'A host steers the session; `playerId` names the player to `kick`.',
    payload: object({ command: ref('HostCommand'), playerId: id }, ['command']),
    acknowledgement: 'HostAck',
  },
};

const FROM_SERVER: Record<keyof ServerToClientEvents, Message> = {
  session: { says: 'On connection and on every change.', payload: ref('SessionState') },
  question: { says: 'Live: a question opens, or goes on after a pause.', payload: ref('QuestionEvent') },
  progress: {
    says: 'To the host, at most every 500 ms.',
    payload: object({ questionId: id, answered: whole, players: whole }),
  },
  reveal: { says: 'Live: the answer, and what the players said.', payload: ref('RevealEvent') },
  result: {
    says: 'To a player, with `reveal`.',
    payload: { allOf: [object({ questionId: id }), ref('AnswerResult')] },
  },
  leaderboard: { says: 'A snapshot, at most one per 500 ms and session.', payload: ref('Leaderboard') },
  players: {
    says: 'The players who came and those who were sent away, at most every 500 ms.',
    payload: ref('PlayersEvent'),
  },
  kicked: { says: 'The connection closes after it.', payload: object({ reason: { type: 'string' } }) },
  ended: { says: 'The session is over.', payload: ref('EndedEvent') },
};

const messages = (events: Record<string, Message>) =>
  Object.fromEntries(
    Object.entries(events).map(([name, { says, payload, acknowledgement }]) => [
      name,
      {
        name,
        summary: says,
        contentType: 'application/json',
        payload,
        ...(acknowledgement && { 'x-acknowledgement': ref(acknowledgement) }),
      },
    ]),
  );
const refs = (channel: string, events: object) =>
  Object.keys(events).map((name) => ({ $ref: `#/channels/${channel}/messages/${name}` }));

const topic = (address: string, key: string, name: string) => ({
  address,
  description: `Keyed \`${key}\`. An event that cannot be read or stored goes to \`${address}.dlq\`, with the reason in its headers.`,
  servers: [{ $ref: '#/servers/kafka' }],
  messages: { event: { name, contentType: 'application/json', payload: ref(name) } },
});

/** AsyncAPI 3.0.0, https://www.asyncapi.com/docs/reference/specification/v3.0.0 */
export function asyncApi(schemas: Record<string, Schema>): object {
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Podium',
      version: '1',
      description:
        'Live quizzes over Socket.IO 4 (path `/socket.io`, default namespace, websocket and long-polling), and the events that go to Kafka. The handshake carries `auth: {token}`, of a player or a host. `x-acknowledgement` is what the Socket.IO acknowledgement of an event carries.',
      license: { name: 'MIT' },
    },
    defaultContentType: 'application/json',
    servers: {
      sockets: {
        host: 'localhost:8080',
        protocol: 'socket.io',
        description: 'The load balancer; `PUBLIC_URL`.',
      },
      kafka: {
        host: 'localhost:9092',
        protocol: 'kafka',
        description: 'Inside an installation; `KAFKA_BROKERS`.',
      },
    },
    channels: {
      clientToServer: {
        address: '/',
        servers: [{ $ref: '#/servers/sockets' }],
        messages: messages(FROM_CLIENTS),
      },
      serverToClient: {
        address: '/',
        servers: [{ $ref: '#/servers/sockets' }],
        messages: messages(FROM_SERVER),
      },
      answers: topic(TOPICS.answers, 'sessionId:playerId', 'AnswerEvent'),
      sessions: topic(TOPICS.sessions, 'sessionId', 'SessionEvent'),
    },
    operations: {
      receiveFromClients: {
        action: 'receive',
        channel: { $ref: '#/channels/clientToServer' },
        messages: refs('clientToServer', FROM_CLIENTS),
      },
      sendToClients: {
        action: 'send',
        channel: { $ref: '#/channels/serverToClient' },
        messages: refs('serverToClient', FROM_SERVER),
      },
      sendAnswers: { action: 'send', channel: { $ref: '#/channels/answers' } },
      sendSessionEvents: { action: 'send', channel: { $ref: '#/channels/sessions' } },
    },
    components: { schemas },
  };
}
