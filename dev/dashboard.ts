/** One panel of the dashboard: its expressions, and their unit in Grafana. */
interface Panel {
  title: string;
  unit: string;
  /** Expressions by the legend of their line. */
  lines: Record<string, string>;
}

const quantile = (share: number, metric: string) =>
  `histogram_quantile(${share}, sum by (le) (rate(${metric}_bucket[1m])))`;
const quantiles = (metric: string) => ({ p50: quantile(0.5, metric), p99: quantile(0.99, metric) });

/** The rows follow the path of an answer. */
const ROWS: Record<string, Panel[]> = {
  'What players feel': [
    { title: 'Connections', unit: 'short', lines: { '{{role}}': 'podium:connections:sum' } },
    { title: 'Answers by status', unit: 'reqps', lines: { '{{status}}': 'podium:answers:rate1m' } },
    { title: 'Time to the acknowledgement', unit: 's', lines: quantiles('podium_answer_ack_seconds') },
    { title: 'Leaderboard lag', unit: 's', lines: quantiles('podium_leaderboard_lag_seconds') },
  ],
  'Answer script and boards': [
    { title: 'Script with its way to Redis', unit: 's', lines: quantiles('podium_answer_script_seconds') },
    { title: 'Answers of one script', unit: 'short', lines: quantiles('podium_answer_batch_size') },
    {
      title: 'Leaderboard ticks',
      unit: 'ops',
      lines: { '{{outcome}}': 'sum by (outcome) (rate(podium_leaderboard_ticks_total[1m]))' },
    },
  ],
  'Outbox, Kafka, MongoDB': [
    {
      title: 'Events that wait in outboxes',
      unit: 'short',
      lines: { all: 'podium:outbox_entries:max', fullest: 'max(podium_outbox_fullest_entries)' },
    },
    { title: 'Oldest of them', unit: 's', lines: { age: 'max(podium_outbox_age_seconds)' } },
    {
      title: 'Events to and from Kafka',
      unit: 'ops',
      lines: {
        'to {{topic}}': 'sum by (topic) (rate(podium_kafka_produced_events_total[1m]))',
        'from {{topic}}': 'sum by (topic) (rate(podium_kafka_consumed_events_total[1m]))',
      },
    },
    { title: 'Not in MongoDB yet', unit: 'short', lines: { '{{topic}}': 'podium:consumer_lag:sum' } },
    { title: 'Request to Kafka', unit: 's', lines: quantiles('podium_kafka_produce_seconds') },
    { title: 'Bulk write to MongoDB', unit: 's', lines: quantiles('podium_mongo_bulk_seconds') },
    {
      title: 'Dead letters',
      unit: 'short',
      lines: { '{{topic}} {{kind}}': 'sum by (topic, kind) (podium_dead_letters_total)' },
    },
    {
      title: 'Parked: refused by Kafka',
      unit: 'short',
      lines: { events: 'max(podium_outbox_parked_entries)' },
    },
    {
      title: 'Held in memory by relays',
      unit: 'bytes',
      lines: { '{{instance}}': 'podium_relay_waiting_bytes' },
    },
    {
      title: 'Partitions and sessions in trouble',
      unit: 'short',
      lines: {
        'partitions {{instance}}': 'podium_kafka_troubled_partitions > 0',
        'sessions {{instance}}': 'podium_sweeper_setback_sessions > 0',
      },
    },
  ],
  'Sessions that Redis has lost, or must keep': [
    {
      title: 'Rebuilds',
      unit: 'short',
      lines: {
        'awaited {{instance}}': 'podium_rebuilds_awaited_sessions',
        'running {{instance}}': 'podium_rebuilds_running_sessions',
      },
    },
    {
      title: 'Ended, not wholly in MongoDB yet',
      unit: 'short',
      lines: { '{{instance}}': 'podium_ended_unstored_sessions' },
    },
    {
      title: 'Answers’ records that can’t be read',
      unit: 'short',
      lines: { '{{instance}}': 'increase(podium_unreadable_records_total[5m])' },
    },
    {
      title: 'Wait for a replica',
      unit: 'short',
      lines: { '{{instance}}': 'podium_durable_commands_waiting' },
    },
  ],
  'What is too much': [
    {
      title: 'Waits for sockets to take it',
      unit: 'bytes',
      lines: { '{{instance}}': 'podium_unsent_bytes' },
    },
    {
      title: 'Connections that do not read, and those that were ended',
      unit: 'short',
      lines: {
        'do not read': 'sum(podium_stuck_connections)',
        '{{reason}}': 'sum by (reason) (increase(podium_ended_connections_total[1m]))',
      },
    },
    {
      title: 'Costly work that waits or is refused',
      unit: 'short',
      lines: {
        '{{lane}} waits': 'sum by (lane) (podium_lane_waiting)',
        '{{lane}} refused': 'sum by (lane) (increase(podium_lane_refused_total[1m]))',
      },
    },
    {
      title: 'Answers that wait for Redis',
      unit: 'short',
      lines: { '{{instance}}': 'podium_waiting_answers' },
    },
    {
      title: 'Handlers that failed',
      unit: 'short',
      lines: { '{{where}}': 'sum by (where) (increase(podium_handler_failures_total[5m]))' },
    },
  ],
  'REST and processes': [
    {
      title: 'REST requests',
      unit: 'reqps',
      lines: { '{{status}}': 'sum by (status) (rate(podium_http_request_seconds_count[1m]))' },
    },
    { title: 'REST answer time', unit: 's', lines: quantiles('podium_http_request_seconds') },
    {
      title: 'Processor',
      unit: 'percentunit',
      lines: {
        '{{component}} {{instance}}': 'rate(process_cpu_seconds_total{job="podium"}[1m])',
      },
    },
    {
      title: 'Memory',
      unit: 'bytes',
      lines: { '{{component}} {{instance}}': 'process_resident_memory_bytes{job="podium"}' },
    },
    {
      title: 'Event loop lag, p99',
      unit: 's',
      lines: { '{{component}} {{instance}}': 'nodejs_eventloop_lag_p99_seconds{job="podium"}' },
    },
  ],
};

const WIDTH = 8;
const HEIGHT = 7;
const PER_LINE = 24 / WIDTH;
const SOURCE = { type: 'prometheus', uid: 'prometheus' };

/** Grafana's dashboard as its JSON model. */
export function dashboard(): object {
  let y = 0;
  let id = 0;
  const panels = Object.entries(ROWS).flatMap(([title, row]) => {
    const head = { id: ++id, type: 'row', title, collapsed: false, gridPos: { x: 0, y: y++, w: 24, h: 1 } };
    const drawn = row.map(({ title: name, unit, lines }, place) => ({
      id: ++id,
      type: 'timeseries',
      title: name,
      datasource: SOURCE,
      gridPos: {
        x: (place % PER_LINE) * WIDTH,
        y: y + Math.floor(place / PER_LINE) * HEIGHT,
        w: WIDTH,
        h: HEIGHT,
      },
      fieldConfig: { defaults: { unit, min: 0 }, overrides: [] },
      targets: Object.entries(lines).map(([legendFormat, expr], line) => ({
        refId: String.fromCharCode(65 + line),
        expr,
        legendFormat,
        datasource: SOURCE,
      })),
    }));
    y += Math.ceil(row.length / PER_LINE) * HEIGHT;
    return [head, ...drawn];
  });
  return {
    uid: 'podium',
    title: 'Podium',
    schemaVersion: 39,
    timezone: 'browser',
    refresh: '10s',
    time: { from: 'now-30m', to: 'now' },
    panels,
  };
}

/** Every expression, for a test that checks whether the metrics in it exist. */
export const expressions = (): string[] =>
  Object.values(ROWS).flatMap((row) => row.flatMap(({ lines }) => Object.values(lines)));
