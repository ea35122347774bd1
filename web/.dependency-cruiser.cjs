/** Who may import whom in the web client: `npm run arch`. */

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
      name: 'one-way-to-the-server',
      comment:
        'Like any other client it knows the contract and the client package, and nothing else of the server.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^[.][.]/src/', pathNot: '^[.][.]/src/(contracts|client)/' },
    },
    {
      name: 'players-load-no-editors',
      severity: 'error',
      from: { path: '^src/(player|join)/', pathNot: '[.]spec[.]tsx?$' },
      to: { path: '^src/(author|host)/|^src/question/(editors|.*/(editor|fields))[.]' },
    },
    {
      name: 'resolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.css'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'browser', 'types'],
    },
  },
};
