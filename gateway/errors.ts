import type { ContentfulStatusCode } from 'hono/utils/http-status';

/**
 * A request that is refused. What the client sees is `{ error, message }`, where `error` is the name
 * of the class: programs go by it, people by the message.
 */
export abstract class GatewayError extends Error {
  abstract readonly status: ContentfulStatusCode;
  /** Headers that the answer carries besides the usual ones. */
  readonly headers: Readonly<Record<string, string>> = {};
  /** Fields that the answer carries besides `error` and `message`. */
  readonly details: Readonly<Record<string, unknown>> = {};

  override get name(): string {
    return this.constructor.name;
  }
}

/** The request itself is malformed. */
export class BadRequest extends GatewayError {
  readonly status = 400;
}

/** A page of an origin that is not on the list tries to write. */
export class OriginRefused extends GatewayError {
  readonly status = 403;
}

/** A batch's file comes from somebody who is no operator of its campaign. */
export class NotAnOperator extends GatewayError {
  readonly status = 403;
}

/** Nothing is kept or offered under this address. */
export class NotFound extends GatewayError {
  readonly status = 404;
}

/** A body that stopped arriving, or took too long altogether. */
export class TooSlow extends GatewayError {
  readonly status = 408;
  override readonly headers = { Connection: 'close' };
}

/** A file, or the request as a whole, is larger than allowed. */
export class TooLarge extends GatewayError {
  readonly status = 413;
  /** The rest of the body is not read, so the connection cannot serve another request. */
  override readonly headers = { Connection: 'close' };
}

/** The content is of a kind that is not stored. */
export class UnsupportedType extends GatewayError {
  readonly status = 415;
}

/** A HEIC photograph, which browsers cannot show. */
export class HeicRefused extends UnsupportedType {}

/** The content claims to be of an allowed kind and is damaged, or hides something. */
export class DamagedDocument extends GatewayError {
  readonly status = 422;
}

/** A manifest without the shape it must have, or naming files that are not what it says. */
export class InvalidManifest extends GatewayError {
  readonly status = 422;
}

/** What an account is to have signed is out of date, not its own, or names a document that is not here. */
export class InvalidStatement extends GatewayError {
  readonly status = 422;
}

/** A batch's published file that is none: wrong form, wrong sums, a commitment twice. */
export class InvalidBatch extends GatewayError {
  readonly status = 422;
}

/** Too many requests from one client. */
export class RateLimited extends GatewayError {
  readonly status = 429;
  override readonly headers: Readonly<Record<string, string>>;

  constructor(seconds: number) {
    super(`too many requests, try again in ${seconds} s`);
    this.headers = { 'Retry-After': String(seconds) };
  }
}

/** What one client may have stored within a day is stored. */
export class QuotaSpent extends GatewayError {
  readonly status = 429;
  override readonly headers: Readonly<Record<string, string>>;

  constructor(what: string, seconds: number) {
    super(`${what}, try again in ${seconds} s`);
    this.headers = { 'Retry-After': String(seconds) };
  }
}

/** What lies in the store is not what was stored under that name; it is never served. */
export class AlteredDocument extends GatewayError {
  readonly status = 500;
}

/** Too much is going on at once. */
export class Busy extends GatewayError {
  readonly status = 503;
  override readonly headers = { 'Retry-After': '5' };
}

/** The chain's node, or the record of the deployment, cannot be read. */
export class ChainUnavailable extends GatewayError {
  readonly status = 503;
}

/** The chain does not take what was to be anchored. */
export class NotAnchored extends GatewayError {
  readonly status = 503;
}

/** The disk has no room left, or the store holds as much as it may. */
export class StoreFull extends GatewayError {
  readonly status = 507;
}
