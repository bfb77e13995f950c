import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { ErrorView } from '../../../domain/views.ts';

/** A request that gets a plain answer instead of what it asked for. */
class ApiError extends Error {
  override readonly name: string = 'ApiError';
  readonly status: 400 | 404 | 422 = 400;
}

/** The request itself is wrong; the message says which part and why, in one line. */
export class BadRequest extends ApiError {
  override readonly name = 'BadRequest';
}

/** There is nothing under that name, at the block reached so far. */
export class NotFound extends ApiError {
  override readonly name = 'NotFound';
  override readonly status = 404;
}

/** The answer would be longer than this index gives. */
export class TooLong extends ApiError {
  override readonly name = 'TooLong';
  override readonly status = 422;
}

/** The one place where errors become answers. What nobody foresaw is told to the log only. */
export function answerError(error: Error, c: Context): Response {
  if (error instanceof ApiError) {
    const view: ErrorView = { error: error.name, message: error.message };
    return c.json(view, error.status);
  }
  if (error instanceof HTTPException) {
    const view: ErrorView = { error: 'BadRequest', message: error.message };
    return c.json(view, error.status);
  }
  console.error(error);
  const view: ErrorView = { error: 'Internal', message: 'the index could not answer' };
  return c.json(view, 500);
}
