import type { Request } from 'express';

/** What is read of Express' router: https://github.com/pillarjs/router */
interface Layer {
  route?: { methods: Record<string, boolean> };
  match(path: string): boolean;
}

/** Methods that the path of a request answers to, for `Allow`; empty when nothing answers there at all. */
export function allowedMethods(request: Request): string[] {
  const { stack } = request.app.router as unknown as { stack: Layer[] };
  const methods = stack
    .filter(({ route }) => route && !route.methods['_all'])
    .filter((layer) => layer.match(request.path))
    .flatMap(({ route }) => Object.keys(route!.methods));
  return [...new Set(methods.map((method) => method.toUpperCase()))].toSorted();
}
