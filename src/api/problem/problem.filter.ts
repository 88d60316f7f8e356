import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { Request, Response } from 'express';
import { localeOf } from '../locale';
import { PROBLEM_STATUS, type ProblemCode } from './problem-codes';
import { textOf } from './problem-texts';
import { readFault } from './read-fault';

/** RFC 6585, 4: the same request may work later. */
const TOO_MANY = 429;

/** RFC 9457, with what an engineer wants to know besides. */
interface ProblemBody {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: ProblemCode;
  readonly param?: string;
  readonly requestId: string;
  /** What to do, without what happened. */
  readonly hint: string;
  readonly retryable: boolean;
  readonly details?: Readonly<Record<string, unknown>>;
}

/** Writes every answer that is no success as problem+json: the only place with status codes. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  catch(fault: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<Request>();
    const response = host.switchToHttp().getResponse<Response>();
    if (response.headersSent) return;
    const { code, extras } = readFault(fault);
    const status = PROBLEM_STATUS[code];
    const { id = '' } = request as { id?: string };
    if (status >= 500) (request as Partial<Logging>).log?.error({ err: extras.cause, code }, 'request failed');
    const { sentence, whatToDo } = textOf(code, localeOf(request.headers['accept-language']));
    const body: ProblemBody = {
      type: `/docs/errors/${code}`,
      title: sentence,
      status,
      detail: `${sentence} ${whatToDo}`,
      code,
      ...(extras.param === undefined ? {} : { param: extras.param }),
      requestId: id,
      hint: whatToDo,
      retryable: status >= 500 || status === TOO_MANY || extras.retryAfterMs !== undefined,
      ...(extras.details === undefined ? {} : { details: extras.details }),
    };
    if (extras.retryAfterMs !== undefined) response.setHeader('Retry-After', Math.ceil(extras.retryAfterMs / 1_000));
    if (status === 401) response.setHeader('WWW-Authenticate', 'Bearer');
    response.status(status).type('application/problem+json').send(JSON.stringify(body));
  }
}

interface Logging {
  readonly log: { readonly error: (context: object, message: string) => void };
}
