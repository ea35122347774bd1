import { describe, expect, it } from 'vitest';
import { gatesOf } from './changed-gates.js';

const GATES = [
  'unit',
  'e2e',
  'lint',
  'format',
  'arch',
  'outages',
  'deploy',
  'web',
  'medium',
  'speed',
  'faults',
];
const CHECKS = ['lint', 'format', 'arch'];

describe('what a change can break', () => {
  it.each<[path: string, gates: string[]]>([
    ['src/scoring/answer.lua', GATES],
    ['package.json', GATES],
    ['test/support/player.ts', GATES],
    ['a file that nobody has thought of', GATES],
    ['web/src/host/lobby.tsx', ['unit', ...CHECKS, 'web', 'speed']],
    ['test/e2e/cli.e2e-spec.ts', ['e2e', ...CHECKS]],
    ['test/e2e/live-crowd.speed-spec.ts', [...CHECKS, 'speed']],
    ['test/faults/checker/check.ts', ['unit', ...CHECKS, 'medium', 'faults']],
    ['k8s/base/ws.yaml', [...CHECKS, 'deploy']],
    ['README.md', ['unit', 'e2e', ...CHECKS]],
    ['docs/glossary.md', ['unit', ...CHECKS, 'deploy']],
  ])('%s', (path, gates) => {
    expect(gatesOf([path], GATES)).toEqual(gates);
  });

  it('is what any of its files can break', () => {
    expect(gatesOf(['docs/glossary.md', 'test/medium/mongo.spec.ts'], GATES)).toEqual([
      'unit',
      ...CHECKS,
      'deploy',
      'medium',
    ]);
    expect(gatesOf([], GATES)).toEqual(CHECKS);
  });
});
