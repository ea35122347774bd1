import type { IncomingMessage } from 'node:http';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Request } from 'express';
import { LIMITS } from '../../contracts/limits.js';

/** The routes that write quizzes: nothing else that is sent as JSON is long. */
const QUIZZES: [method: string, path: RegExp][] = [
  ['POST', /^\/v1\/quizzes\/?$/i],
  ['PUT', /^\/v1\/quizzes\/[^/]+\/?$/i],
];

const isJson = (request: Request) => Boolean(request.is('application/json'));

const writesQuiz = ({ method, path }: Request) =>
  QUIZZES.some(([name, pattern]) => method === name && pattern.test(path));

const jsonOf = (wanted: (request: Request) => boolean) => (message: IncomingMessage) => {
  const request = message as Request;
  return isJson(request) && wanted(request);
};

/** Bodies are parsed before a token is checked, so each route takes no more than it needs. */
export function readBodies(app: NestExpressApplication): void {
  app.useBodyParser('json', { limit: LIMITS.quizBodyBytes, type: jsonOf(writesQuiz) });
  app.useBodyParser('json', { limit: LIMITS.httpBodyBytes, type: jsonOf((request) => !writesQuiz(request)) });
}
