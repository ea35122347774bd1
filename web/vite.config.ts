import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

// A build started by a test runner inherits NODE_ENV=test, which would pick React's development build.
if (process.argv.includes('build')) process.env['NODE_ENV'] = 'production';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));
const outDir = path('../dist/web');

/** Compresses once at build time what would otherwise be compressed for every player. */
const compressed = (): Plugin => ({
  name: 'podium-compressed',
  apply: 'build',
  async closeBundle() {
    const files = await readdir(outDir, { recursive: true });
    for (const file of files.filter((name) => /\.(js|css|html|svg|json|webmanifest)$/.test(name))) {
      const bytes = await readFile(join(outDir, file));
      const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } };
      await writeFile(join(outDir, `${file}.gz`), gzipSync(bytes, { level: 9 }));
      await writeFile(join(outDir, `${file}.br`), brotliCompressSync(bytes, quality));
    }
  },
});

export default defineConfig({
  root: path('.'),
  plugins: [react(), compressed()],
  resolve: {
    alias: { '@contracts': path('../src/contracts'), '@podium/client': path('../src/client/index.ts') },
  },
  // The manifest tells the bundle test which files the first screen loads.
  build: {
    outDir,
    emptyOutDir: true,
    manifest: true,
    target: 'es2022',
    // Phones can have older browsers: light-dark() and nesting are written out for them.
    cssTarget: ['chrome100', 'safari15', 'firefox100'],
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        // The packages that every page needs are one file, which stays in the cache when only Podium has changed.
        codeSplitting: {
          groups: [{ name: 'base', test: /node_modules\/(react|react-dom|scheduler|react-router)\// }],
        },
      },
    },
  },
  // `npm run web` beside `npm start`: the client reloads as one types, everything else comes from the running system.
  server: {
    proxy: {
      '/v1': 'http://localhost:8080',
      '/socket.io': { target: 'http://localhost:8080', ws: true },
    },
  },
});
