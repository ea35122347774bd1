import { hostname } from 'node:os';
import 'reflect-metadata';
import { Transform, Type } from 'class-transformer';
import { IsIn, IsInt, IsNumber, IsUrl, Matches, Max, Min, ValidateIf } from 'class-validator';
import { IsSigningSecret } from './signing-secret.js';

export type Role = 'api' | 'ws' | 'worker' | 'all';

const splitList = ({ value }: { value: unknown }) =>
  typeof value === 'string' ? value.split(',').map((part) => part.trim()) : value;

const ORIGIN = /^https?:\/\/[a-z0-9.*-]+(:\d{1,5})?$/i;

/**
 * The environment, typed and checked. The server reads `process.env` only through this class.
 * Development defaults fit `npm run engines`; production refuses to start without its secrets.
 */
export class Environment {
  @IsIn(['development', 'test', 'production'])
  NODE_ENV: 'development' | 'test' | 'production' = 'development';

  @IsIn(['api', 'ws', 'worker', 'all'])
  ROLE: Role = 'all';

  /** HTTP port of this role: REST, sockets, or only health and metrics. 0 takes a free one. */
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(65_535)
  PORT = 3000;

  /** `redis://host:port` or `redis-cluster://a:1,b:2,c:3`. */
  @Matches(/^(redis|rediss|redis-cluster):\/\/\S+$/, { message: 'must be redis:// or redis-cluster://' })
  REDIS_URL = 'redis://127.0.0.1:6379';

  @Matches(/^mongodb(\+srv)?:\/\/\S+$/, { message: 'must be mongodb:// or mongodb+srv://' })
  MONGODB_URL = 'mongodb://127.0.0.1:27017/podium?replicaSet=podium';

  /** `host:port`, separated by commas. */
  @Transform(splitList)
  @Matches(/^[^\s:]+:\d{1,5}$/, { each: true, message: 'must be host:port, separated by commas' })
  KAFKA_BROKERS: string[] = ['127.0.0.1:9092'];

  /** Signs every token. At least 32 bytes in production, where it has no default. */
  @IsSigningSecret()
  JWT_SECRET = '';

  /** The address at which players reach the system; join links and socket addresses start with it. */
  @IsUrl({ require_tld: false, protocols: ['http', 'https'], require_protocol: true })
  PUBLIC_URL = 'http://localhost:8080';

  /** Origins besides its own from which the web client may load pictures, separated by commas: `https://images.example.org`. */
  @Transform(splitList)
  @Matches(ORIGIN, {
    each: true,
    message: 'must be origins such as https://images.example.org, separated by commas',
  })
  IMAGE_ORIGINS: string[] = [];

  /** Web pages besides the one at PUBLIC_URL that may call the API and open sockets, separated by commas. */
  @Transform(splitList)
  @Matches(ORIGIN, {
    each: true,
    message: 'must be origins such as https://quiz.example.org, separated by commas',
  })
  CORS_ORIGINS: string[] = [];

  /** `replica`: an answer is acknowledged once a Redis replica has it. */
  @IsIn(['primary', 'replica'])
  ACK_DURABILITY: 'primary' | 'replica' = 'primary';

  @IsIn(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
  LOG_LEVEL = 'info';

  /** Name of this process. It begins the Engine.IO ids, by which the load balancer keeps a long-polling client on one node. */
  @Matches(/^[A-Za-z0-9_-]{1,64}$/)
  NODE_NAME = hostname()
    .replace(/[^A-Za-z0-9_-]/g, '-')
    .slice(0, 64);

  /**
   * Milliseconds between the order to end and the end of connections: a third for load balancers to notice, the rest
   * to send clients to other nodes, a few at a time.
   */
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(600_000)
  DRAIN_MS = 3_000;

  /** Events a second of one socket; twice as many in a burst. */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  SOCKET_EVENTS_PER_SECOND = 20;

  /** Joins a second of one session. */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  JOINS_PER_SECOND = 500;

  /** A session that nobody has touched for this many hours (no join, no command, no socket) ends. */
  @Type(() => Number)
  @IsNumber({}, { message: 'must be a number of hours from 0.001 to 100000' })
  @Min(0.001)
  @Max(100_000)
  SESSION_IDLE_HOURS = 12;

  /** Entries that an outbox can hold before answers get `busy`. */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(10_000_000)
  OUTBOX_LIMIT = 200_000;

  /** Partitions of the topics that `podium prepare` creates. */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(10_000)
  KAFKA_PARTITIONS = 6;

  /** Copies of each of those partitions, on as many brokers. */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(7)
  KAFKA_REPLICATION = 1;

  /** The address to which traces are sent by OTLP over HTTP, such as `http://collector:4318`; without it nothing is traced. */
  @ValidateIf(({ OTEL_EXPORTER_OTLP_ENDPOINT: given }: Environment) => given !== '')
  @IsUrl({ require_tld: false, protocols: ['http', 'https'], require_protocol: true })
  OTEL_EXPORTER_OTLP_ENDPOINT = '';

  /** The name of this role in traces; `podium-<role>` when left out. */
  @Matches(/^[A-Za-z0-9_.-]{0,64}$/)
  OTEL_SERVICE_NAME = '';
}
