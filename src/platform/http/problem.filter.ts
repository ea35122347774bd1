import { type ArgumentsHost, Catch, type ExceptionFilter, Logger, NotFoundException } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { Problem } from '../../contracts/rest.js';
import { allowedMethods } from './allowed-methods.js';
import { type PodiumError, problem } from '../problems/podium-error.js';
import { toPodiumError } from './to-podium-error.js';

/** `NICKNAME_TAKEN` becomes "Nickname taken". */
const titleOf = (code: string) => {
  const words = code.toLowerCase().replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
};

/** An error as RFC 9457 writes it. */
export const toProblem = ({ status, code, detail, details }: PodiumError): Problem => ({
  type: `urn:podium:problem:${code}`,
  title: titleOf(code),
  status,
  detail,
  code,
  ...(details.errors && { errors: details.errors }),
});

/** Answers every HTTP error as `application/problem+json`, and logs once each error that is the server's fault. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger(ProblemFilter.name);

  catch(exception: unknown, host: ArgumentsHost): void {
    // Sockets and Kafka have their own ways to report an error.
    if (host.getType() !== 'http') throw exception;
    const http = host.switchToHttp();
    const response = http.getResponse<Response>();
    const error = this.errorOf(exception, http.getRequest<Request>(), response);
    this.log(error, exception);
    if (response.headersSent) {
      // A part of the answer has been sent; only a cut connection can still show that it is not complete.
      response.destroy();
      return;
    }
    if (error.status === 401) response.setHeader('WWW-Authenticate', 'Bearer');
    if (error.details.retryAfter !== undefined) {
      response.setHeader('Retry-After', String(Math.ceil(error.details.retryAfter)));
    }
    // Express would add a charset to a text, but not to a buffer; problem+json does not define one.
    response.status(error.status).setHeader('Content-Type', 'application/problem+json');
    response.send(Buffer.from(JSON.stringify(toProblem(error))));
  }

  /** When the path answers to other methods, the error is 405 with their names instead of 404 (RFC 9110, 15.5.6). */
  private errorOf(exception: unknown, request: Request, response: Response): PodiumError {
    // Only Nest throws this exception, when no route matched.
    const methods = exception instanceof NotFoundException ? allowedMethods(request) : [];
    if (methods.length === 0) return toPodiumError(exception);
    response.setHeader('Allow', methods.join(', '));
    return problem('METHOD_NOT_ALLOWED');
  }

  private log(error: PodiumError, exception: unknown) {
    if (error.status === 500)
      this.logger.error(exception instanceof Error ? exception : { thrown: typeof exception });
    else if (error.code === 'STORE_UNAVAILABLE')
      this.logger.warn(`store unavailable: ${(exception as Error).name}`);
  }
}
