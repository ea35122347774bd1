/** The rules of dependency of docs/architecture: `npm run arch`. */
const feature = '^src/(hosts|quiz|session|scoring|leaderboard|persistence)/';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-circles',
      severity: 'error',
      from: {},
      to: { circular: true, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'contracts-stand-alone',
      comment: 'Clients import them too.',
      severity: 'error',
      from: { path: '^src/contracts/' },
      to: { pathNot: '^src/contracts/' },
    },
    {
      name: 'platform-knows-no-feature',
      severity: 'error',
      from: { path: '^src/platform/' },
      to: { path: feature },
    },
    {
      name: 'quiz-below-session-below-scoring',
      severity: 'error',
      from: { path: '^src/quiz/', pathNot: '[.](spec|fixture)[.]ts$' },
      to: { path: '^src/(session|scoring|leaderboard|persistence)/' },
    },
    {
      name: 'leaderboard-below-session',
      severity: 'error',
      from: { path: '^src/leaderboard/' },
      to: { path: '^src/(session|scoring|quiz|persistence)/' },
    },
    {
      name: 'session-below-scoring',
      severity: 'error',
      from: { path: '^src/session/' },
      to: { path: '^src/(scoring|persistence)/' },
    },
    {
      name: 'only-the-worker-writes-results',
      severity: 'error',
      from: { pathNot: '^src/(app[.]module|persistence/)' },
      to: { path: '^src/persistence/(persistence[.]|result-store|session-projection)' },
    },
    {
      name: 'nothing-imports-roles',
      severity: 'error',
      from: { pathNot: '^src/(main[.]ts|roles/)' },
      to: { path: '^src/roles/' },
    },
    {
      name: 'client-stands-alone',
      comment: 'A package of its own, for browsers too; the server has no use for it.',
      severity: 'error',
      from: { path: '^src/client/', pathNot: '[.]spec[.]ts$' },
      to: { pathNot: '^(src/(client|contracts)/|node_modules/socket[.]io-client/)' },
    },
    {
      name: 'server-imports-no-client',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/client/' },
      to: { path: '^src/client/' },
    },
    {
      name: 'source-imports-no-tests',
      severity: 'error',
      from: { path: '^src/', pathNot: '[.](spec|fixture)[.]ts$' },
      to: { path: '(^(test|dev|bench)/|[.](spec|fixture)[.]ts$)' },
    },
    {
      name: 'resolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'production-needs-no-dev-dependency',
      severity: 'error',
      from: { path: '^src/', pathNot: '[.](spec|fixture)[.]ts$|^src/client/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.js'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'types'],
    },
  },
};
