import type { Request } from 'express';

/** The part of Express' router that is read here: https://github.com/pillarjs/router */
interface Layer {
  route?: { methods: Record<string, boolean> };
  match(path: string): boolean;
}

/** Middleware is bound to every method that exists (over thirty), a resource of Podium only to a few. */
const MOST_METHODS = 8;

/** Methods that the path of a request answers to, for `Allow`; empty when nothing answers there at all. */
export function allowedMethods(request: Request): string[] {
  const { stack } = request.app.router as unknown as { stack: Layer[] };
  const methods = stack
    .filter(
      ({ route }) => route && Object.keys(route.methods).length <= MOST_METHODS && !route.methods['_all'],
    )
    .filter((layer) => layer.match(request.path))
    .flatMap(({ route }) => Object.keys(route!.methods));
  // Express answers HEAD where it answers GET.
  if (methods.includes('get')) methods.push('head');
  return [...new Set(methods.map((method) => method.toUpperCase()))].toSorted();
}
