/**
 * `npm test`: runs every gate, and prints one line with the counts at the end. A gate is a command of package.json.
 * The test suites count each test; each of the other gates counts as one.
 */
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { Command } from 'commander';
import { changedSince, gatesOf } from './changed-gates.js';
import { root } from './roles.js';

interface Count {
  passed: number;
  failed: number;
  /** What failed and why, one text for each failure. */
  failures?: string[];
}

/** The fields that are read from the report of a suite: https://vitest.dev/guide/reporters#json-reporter */
interface Report {
  numPassedTests: number;
  numTotalTests: number;
  testResults: {
    name: string;
    message: string;
    assertionResults: { fullName: string; status: string; failureMessages: string[] }[];
  }[];
}

const CHECKS: Record<string, string[]> = {
  lint: ['oxlint'],
  format: ['prettier', '--check', '--log-level', 'warn', '.'],
  typecheck: ['tsc', '--noEmit', '-p', '.'],
  'web types': ['tsc', '--noEmit', '-p', 'web'],
  'web test types': ['tsc', '--noEmit', '-p', 'test/web'],
  arch: ['depcruise', 'src', 'dev', 'test', 'bench', '--config', '.dependency-cruiser.cjs'],
  'web arch': ['depcruise', 'src', '--config', '.dependency-cruiser.cjs'],
};
/** The folder in which a check is run, if it is not the root. */
const FOLDERS: Record<string, string> = { 'web arch': 'web' };
/** With this seed the worst faults come first. */
const FAULTS = ['tsx', 'test/faults/main.ts', '--minutes', '1', '--seed', '16896'];
const COMMANDS: Record<string, string[]> = { ...CHECKS, faults: FAULTS };

/**
 * Two lanes that run side by side, since most gates wait most of the time for what they have started or taken away. The gates
 * that measure come after both lanes, alone. The output of the second lane is shown gate by gate, when each gate ends.
 */
const LANES = [
  ['unit', 'e2e'],
  [...Object.keys(CHECKS), 'outages', 'deploy', 'web', 'medium'],
];
const ALONE = ['speed', 'faults'];
const GATES = [...LANES.flat(), ...ALONE];

const options = new Command('npm test --')
  .description('Runs every gate; real engines are started and stopped.')
  .argument('[gates...]', `only these: ${GATES.join(', ')}`)
  .option(
    '--changed [commit]',
    'only those that what has changed since this commit can break; by default HEAD',
  )
  .parse();
const { changed } = options.opts<{ changed?: string | true }>();
const possible = changed ? gatesOf(await changedSince(changed === true ? 'HEAD' : changed), GATES) : GATES;
const wanted = options.args.length > 0 ? options.args : possible;
const unknown = wanted.filter((gate) => !GATES.includes(gate));
if (unknown.length > 0) options.error(`no such gate: ${unknown.join(', ')}; there are ${GATES.join(', ')}`);

/** Runs a program of the project. Its output is shown at once, or at its end with its name when it runs `beside` other gates. */
const npx = (args: string[], beside?: string, folder = '.'): Promise<number> =>
  new Promise((resolve) => {
    const output = beside ? 'pipe' : 'inherit';
    const child = spawn('npx', ['--no-install', ...args], {
      cwd: join(root, folder),
      stdio: ['ignore', output, output],
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (said += chunk));
    child.once('error', () => resolve(1));
    child.once('close', (code) => {
      if (beside) console.log(`\n── ${beside} ──\n${said}`);
      resolve(code ?? 1);
    });
  });

function failuresOf({ name, message, assertionResults }: Report['testResults'][number]): string[] {
  const file = relative(root, name);
  const tests = assertionResults
    .filter(({ status }) => status !== 'passed')
    .map(({ fullName, status, failureMessages }) =>
      [`${file}: ${fullName} (${status})`, ...failureMessages].join('\n'),
    );
  return message ? [...tests, `${file}\n${message}`] : tests;
}

async function runSuite(suite: string, beside?: string): Promise<Count> {
  const folder = await mkdtemp(join(tmpdir(), 'podium-test-'));
  const report = join(folder, 'report.json');
  try {
    const code = await npx(
      [
        'vitest',
        'run',
        '--project',
        suite,
        '--reporter=default',
        '--reporter=json',
        `--outputFile.json=${report}`,
      ],
      beside,
    );
    const { numPassedTests, numTotalTests, testResults } = JSON.parse(
      await readFile(report, 'utf8'),
    ) as Report;
    // A suite without tests, a file that does not load, or an error outside a test counts as one failure.
    const failed = numTotalTests - numPassedTests || (code === 0 && numTotalTests > 0 ? 0 : 1);
    const failures = testResults.flatMap(failuresOf);
    if (failed > 0 && failures.length === 0) failures.push('outside its tests; see its output above');
    return { passed: numPassedTests, failed, failures };
  } catch (error) {
    return { passed: 0, failed: 1, failures: [`without a report: ${(error as Error).message}`] };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function runCommand(args: string[], beside?: string, folder?: string): Promise<Count> {
  const failed = (await npx(args, beside, folder)) === 0 ? 0 : 1;
  return { passed: 1 - failed, failed };
}

interface Ended extends Count {
  gate: string;
  seconds: number;
}

async function runGate(gate: string, beside: boolean): Promise<Ended> {
  const started = Date.now();
  if (!beside) console.log(`\n── ${gate} ──`);
  const heading = beside ? gate : undefined;
  const command = COMMANDS[gate];
  const count = await (command ? runCommand(command, heading, FOLDERS[gate]) : runSuite(gate, heading));
  return { gate, ...count, seconds: (Date.now() - started) / 1_000 };
}

async function runLane(gates: string[], beside = false): Promise<Ended[]> {
  const ended: Ended[] = [];
  for (const gate of gates.filter((one) => wanted.includes(one))) ended.push(await runGate(gate, beside));
  return ended;
}

// `npm test` itself has built dist/, so that two gates never build it at once.
const shared = LANES.every((gates) => gates.some((gate) => wanted.includes(gate)));
const lanes = await Promise.all(LANES.map((gates, place) => runLane(gates, shared && place > 0)));
const ended = [...lanes.flat(), ...(await runLane(ALONE))];
const total = {
  passed: ended.reduce((sum, { passed }) => sum + passed, 0),
  failed: ended.reduce((sum, { failed }) => sum + failed, 0),
};
const whatFailed = ended.flatMap(({ gate, failures = [] }) => failures.map((text) => `✗ ${gate}: ${text}\n`));
const summary = ended.map(
  ({ gate, passed, failed, seconds }) =>
    `${failed ? '✗' : '✓'} ${gate.padEnd(14)} ${String(passed).padStart(5)} passed ${String(failed).padStart(3)} failed ${seconds.toFixed(1).padStart(7)} s`,
);
// The failures are printed again at the end, since a log is often kept or read only from its end.
if (whatFailed.length > 0) console.log(`\n${whatFailed.join('\n')}`);
console.log(`\n${summary.join('\n')}\n\n${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 ? 0 : 1;
