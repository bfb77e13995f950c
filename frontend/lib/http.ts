import * as v from 'valibot';

/** Why one of our services gave no usable answer. */
export class ServiceError extends Error {
  override name = 'ServiceError';
}
/** Nobody answered: down, unreachable, or too slow. */
export class Unreachable extends ServiceError {
  override readonly name = 'Unreachable';
}
/** It answered that there is no such thing. */
export class NotFound extends ServiceError {
  override readonly name = 'NotFound';
}
/** It refused; `code` is the service's own name for why, such as `HeicRefused`. */
export class Refused extends ServiceError {
  override readonly name = 'Refused';
  readonly code: string;
  /** The contract's own error, where that was why. */
  readonly contract: Complaint['contract'];

  constructor({ error, message, contract }: Complaint) {
    super(message);
    this.code = error;
    this.contract = contract;
  }
}
/** It answered something that is not what was agreed. */
export class BadAnswer extends ServiceError {
  override readonly name = 'BadAnswer';
}

const PATIENCE_MS = 15_000;

/**
 * One request, with a time limit (15 s) on top of the caller's own signal.
 * @throws ServiceError of the fitting kind; anything but a 2xx is one
 */
export async function request(url: string, init: RequestInit = {}): Promise<Response> {
  const limit = AbortSignal.timeout(PATIENCE_MS);
  const signal = init.signal ? AbortSignal.any([init.signal, limit]) : limit;
  let response: Response;
  try {
    response = await fetch(url, { ...init, signal });
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw new Unreachable(`${new URL(url).origin} does not answer`);
  }
  if (response.ok) return response;
  const complaint = await complaintOf(response);
  if (response.status === 404) throw new NotFound(complaint.message);
  if (response.status >= 500) throw new Unreachable(complaint.message);
  throw new Refused(complaint);
}

/** {@link request}, its answer parsed by a schema. */
export async function getJson<T>(
  url: string,
  schema: v.GenericSchema<unknown, T>,
  init?: RequestInit,
): Promise<T> {
  const response = await request(url, init);
  const body: unknown = await response.json().catch(() => undefined);
  const parsed = v.safeParse(schema, body);
  if (!parsed.success) {
    const [issue] = parsed.issues;
    throw new BadAnswer(`${new URL(url).pathname}: ${v.getDotPath(issue) ?? ''} ${issue.message}`);
  }
  return parsed.output;
}

const complaintSchema = v.object({
  error: v.string(),
  message: v.string(),
  contract: v.optional(v.object({ name: v.string(), args: v.array(v.string()) })),
});
type Complaint = v.InferOutput<typeof complaintSchema>;

async function complaintOf(response: Response): Promise<Complaint> {
  const body: unknown = await response.json().catch(() => undefined);
  const parsed = v.safeParse(complaintSchema, body);
  if (parsed.success) return parsed.output;
  return { error: 'Unknown', message: `${response.status} ${response.statusText}` };
}
