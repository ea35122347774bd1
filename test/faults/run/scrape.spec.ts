import { expect, it } from 'vitest';
import { boundedMetrics } from './scrape.js';

it('takes the metrics that have a bound, and of one with labels the highest value', () => {
  const text = [
    '# HELP podium_outbox_age_seconds Age',
    '# TYPE podium_outbox_age_seconds gauge',
    'podium_outbox_age_seconds 1.5',
    'podium_outbox_fullest_entries{shard="a"} 3',
    'podium_outbox_fullest_entries{shard="b"} 7e2',
    'podium_outbox_fullest_entries{shard="c"} 4',
    'process_resident_memory_bytes 123456789',
    'podium_unheard_of 5',
    '',
  ].join('\n');
  expect(boundedMetrics(text)).toEqual({
    podium_outbox_age_seconds: 1.5,
    podium_outbox_fullest_entries: 700,
    process_resident_memory_bytes: 123_456_789,
  });
});
