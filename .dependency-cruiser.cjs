/**
 * The rules of imports between folders, which `npm run arch` checks. The layers from below: platform, the layout of a session in
 * Redis (`session/state`), leaderboard, question, quiz, session, delivery, and the features that store and read results.
 */
const above = '(delivery|upkeep|persistence|report|audit|rebuild|replay)';
const feature = `^src/(hosts|question|quiz|session|scoring|leaderboard|${above})/`;

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
      name: 'question-types-stand-alone',
      comment: 'A type is complete in its file: it needs the contract and the checks of fields, no feature.',
      severity: 'error',
      from: { path: '^src/question/', pathNot: '[.](spec|fixture)[.]ts$' },
      to: { path: '^src/', pathNot: '^src/(question/|contracts/|platform/http/field-checks[.]ts$)' },
    },
    {
      name: 'a-ranking-asks-no-type',
      comment: 'The leaderboard adds up points, whatever questions they are for; its edges too.',
      severity: 'error',
      from: { path: '^src/leaderboard/' },
      to: { path: '^src/question/' },
    },
    {
      name: 'quiz-below-session-below-scoring',
      severity: 'error',
      from: { path: '^src/quiz/', pathNot: '[.](spec|fixture)[.]ts$' },
      to: { path: `^src/(session|scoring|leaderboard|${above})/` },
    },
    {
      name: 'state-below-all-features',
      comment:
        'Keys, fields and formats of a session: whatever works on a session in Redis needs them, and they need nobody.',
      severity: 'error',
      from: { path: '^src/session/state/', pathNot: '[.]spec[.]ts$' },
      to: { path: '^src/', pathNot: '^src/(session/state|platform|contracts)/' },
    },
    {
      name: 'leaderboard-below-session',
      comment: 'Its edges, REST and sockets, know sessions.',
      severity: 'error',
      from: { path: '^src/leaderboard/', pathNot: '^src/leaderboard/edge/' },
      to: {
        path: `^src/(session|scoring|quiz|${above}|leaderboard/edge)/`,
        pathNot: '^src/session/state/',
      },
    },
    {
      name: 'session-below-scoring',
      severity: 'error',
      from: { path: '^src/session/' },
      to: { path: `^src/(scoring|${above})/` },
    },
    {
      name: 'delivery-below-those-who-store',
      severity: 'error',
      from: { path: '^src/delivery/' },
      to: { path: '^src/(scoring|upkeep|persistence|report|audit|rebuild|replay)/' },
    },
    {
      name: 'others-read-results',
      comment: 'A replay writes into a collection of its own.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(roles/|persistence/|replay/)' },
      to: { path: '^src/persistence/', pathNot: '^src/persistence/result-record[.]ts$' },
    },
    {
      name: 'kafka-behind-a-port',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/platform/log/kafka/' },
      to: { path: '^node_modules/kafkajs/' },
    },
    {
      name: 'the-log-has-one-way-in',
      comment: 'Roles start the consumer, and the command line creates topics.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(platform/log/|roles/|cli/)' },
      to: { path: '^src/platform/log/kafka/' },
    },
    {
      name: 'nothing-imports-roles',
      severity: 'error',
      comment: 'The command line prints the document of the api.',
      from: { pathNot: '^src/(main[.]ts|roles/|cli/openapi[.]ts)' },
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
      name: 'checker-stands-alone',
      comment:
        'It judges by knowledge of its own; an error of the source must not be one of the checker too.',
      severity: 'error',
      from: { path: '^test/faults/checker/', pathNot: '[.](spec|medium-spec)[.]ts$' },
      to: { path: '^(src|web)/' },
    },
    {
      name: 'tests-know-no-web',
      comment: 'They see it as a browser shows it.',
      severity: 'error',
      from: { path: '^(dev|test|bench)/', pathNot: '^test/web/' },
      to: { path: '^web/src/' },
    },
    {
      name: 'resolvable',
      comment: 'The build is not there yet when this is checked.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '/dist/' },
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
