import { Hono } from 'hono';
import { createPublicClient, http, recoverTypedDataAddress } from 'viem';
import {
  APPLICATION_TYPES,
  applicationDomain,
  applicationMessage,
  parseApplication,
  type SignedApplication,
} from '../../domain/application.ts';
import { cidFromDigest } from '../../domain/cid.ts';
import type { Hex } from '../../domain/hex.ts';
import { parseProfileBytes } from '../../domain/profile.ts';
import { ShapeError } from '../../domain/shape.ts';
import type { BodyReader } from '../body.ts';
import type { FaucetConfig } from '../config.ts';
import { readDeployment } from '../deployment.ts';
import { BadRequest, ChainUnavailable, InvalidApplication, NotFound } from '../errors.ts';
import type { DocumentStore } from '../store.ts';
import type { ApplicationBook } from './book.ts';

/** Longest body of an application. */
const BODY = 8_192;
/** How far a signature's time may be from the gateway's clock, in seconds. */
const CLOCK = 86_400;

type Chain = Pick<FaucetConfig, 'rpcUrl' | 'deploymentFile'>;

/**
 * `POST /applications` keeps a signed application whose document is kept here already, and answers
 * with it; `GET /applications` lists all of them, the latest first. Anybody may read them.
 */
export function applicationRoutes(
  store: DocumentStore,
  bodies: BodyReader,
  book: ApplicationBook,
  chain: Chain | null,
): Hono {
  return new Hono()
    .get('/', (c) => {
      c.header('cache-control', 'no-store');
      return c.json({ applications: book.all });
    })
    .post('/', (c) =>
      bodies.withBody(c.req, BODY, async (bytes) => {
        const application = read(bytes);
        checkTime(application, book);
        await checkDocument(application, store);
        if (!(await isSigned(application, chain))) {
          throw new InvalidApplication('the signature is not the account’s');
        }
        await book.add(application);
        return c.json(application, 201);
      }),
    );
}

function read(bytes: Uint8Array): SignedApplication {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new BadRequest('the body is not JSON');
  }
  try {
    return parseApplication(value);
  } catch (error) {
    if (error instanceof ShapeError) throw new BadRequest(error.message);
    throw error;
  }
}

/** An old one handed in again must not take the place of a newer one. */
function checkTime(application: SignedApplication, book: ApplicationBook): void {
  const now = Math.floor(Date.now() / 1000);
  if (Math.abs(application.at - now) > CLOCK) {
    throw new InvalidApplication('it was not signed within the last day');
  }
  const last = book.lastOf(application);
  if (last !== undefined && last.at >= application.at) {
    throw new InvalidApplication('a later application of this account is kept already');
  }
}

async function checkDocument({ document }: SignedApplication, store: DocumentStore): Promise<void> {
  const bytes = await store.get(cidFromDigest(document));
  if (bytes === null) throw new InvalidApplication('its document is not kept here: send it first');
  try {
    parseProfileBytes(bytes);
  } catch (error) {
    if (error instanceof ShapeError) throw new InvalidApplication(error.message);
    throw error;
  }
}

/** A plain key's signature first; a contract's (ERC-1271) is asked of the chain. */
async function isSigned(application: SignedApplication, chain: Chain | null): Promise<boolean> {
  if (chain === null) throw new NotFound('this gateway takes no applications: it has no chain');
  const deployment = await readDeployment(chain.deploymentFile);
  const registry = deployment?.contracts['Registry'];
  if (deployment === null || registry === undefined) {
    throw new ChainUnavailable('the record of the deployment cannot be read');
  }
  const { account, signature } = application;
  const signed = {
    domain: applicationDomain(deployment.chainId, registry.address),
    types: APPLICATION_TYPES,
    primaryType: 'Application',
    message: applicationMessage(application),
    signature,
  } as const;
  const signer = await recoverTypedDataAddress(signed).catch(() => null);
  if ((signer?.toLowerCase() as Hex | undefined) === account) return true;
  const client = createPublicClient({ transport: http(chain.rpcUrl, { timeout: 5_000 }) });
  try {
    return await client.verifyTypedData({ address: account, ...signed });
  } catch (error) {
    throw new ChainUnavailable('the chain does not say whose signature this is', { cause: error });
  }
}
