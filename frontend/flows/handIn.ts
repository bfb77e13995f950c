import type { Hex } from '../../domain/hex.ts';
import { Refused, ServiceError, Unreachable } from '../lib/http.ts';
import { askJob, handIn, type RelayJob, type RelayRequest } from '../lib/relay.ts';
import { FlowError } from './errors.ts';

const POLL_MS = 400;

/**
 * Hands a signed call to the relay and waits until it is in a block.
 * @param onJob told of the job whenever the relay has answered
 * @param until Unix milliseconds, from when on it is not waited for any more
 * @returns the transaction that holds it
 * @throws ServiceError where the relay did not take it, or does not know of it any more: then it can
 * be sent by somebody else; FlowError where the contract refuses it, whoever sends it
 */
export async function handInAndWait(
  request: RelayRequest,
  onJob: (job: RelayJob) => void,
  until: number,
): Promise<Hex> {
  let job = await handIn(request).catch((error: unknown) => {
    throw error instanceof Refused && error.contract !== undefined
      ? new FlowError({ kind: 'contract', ...error.contract })
      : error;
  });
  for (;;) {
    onJob(job);
    if (job.state === 'included' && job.transaction !== null) return job.transaction;
    if (job.problem !== null) throw failureOf(job.problem);
    if (Date.now() > until) throw new Unreachable('the relay did not send it in time');
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    const { id } = job;
    job = await askJob(id).catch((error: unknown) => {
      // It has been taken: whoever is away for a while will come back to it.
      if (error instanceof Unreachable) return job;
      throw error;
    });
  }
}

/** Whether an error leaves it open to send the same signed words in another way. */
export const isDeclined = (error: unknown): error is ServiceError => error instanceof ServiceError;

function failureOf({ message, contract }: NonNullable<RelayJob['problem']>): FlowError {
  return contract === undefined
    ? new FlowError({ kind: 'other', message })
    : new FlowError({ kind: 'contract', ...contract });
}
