import { Hono } from 'hono';
import {
  APPLICATION_TYPES,
  applicationDomain,
  applicationMessage,
  parseApplication,
  type SignedApplication,
} from '../../domain/application.ts';
import { cidFromDigest, sha256Hex } from '../../domain/cid.ts';
import { contractOf } from '../../domain/deployment.ts';
import { parseProfileBytes } from '../../domain/profile.ts';
import { parseRefundList } from '../../domain/refundList.ts';
import {
  parseRefundStatement,
  REFUND_TYPES,
  refundDomain,
  refundMessage,
  type SignedRefundStatement,
} from '../../domain/refundStatement.ts';
import {
  parseSealingKey,
  PUBLISH_TYPES,
  sealingDomain,
  type SignedSealingKey,
} from '../../domain/sealing.ts';
import { ShapeError } from '../../domain/shape.ts';
import type { BatchScope } from '../../domain/sumTree.ts';
import type { BodyReader } from '../body.ts';
import { BadRequest, InvalidStatement } from '../errors.ts';
import type { OperatorCheck } from '../gifts/operators.ts';
import type { Charge, GatewayEnv } from '../security.ts';
import type { DocumentStore } from '../store.ts';
import type { BookKind, SignedBook, Statement } from './book.ts';
import { checkSigned, deploymentOf, type Chain } from './signature.ts';

/** Longest body of a statement. */
const BODY = 8_192;

/** Of an account's applications in one role the latest counts. */
export const APPLICATIONS: BookKind<SignedApplication> = {
  plural: 'applications',
  parse: parseApplication,
  keyOf: ({ role, account }) => `${role} ${account}`,
};

/** An account has one key at a time. */
export const SEALING_KEYS: BookKind<SignedSealingKey> = {
  plural: 'sealing keys',
  parse: parseSealingKey,
  keyOf: ({ account }) => account,
};

/** Of an operator's lists of one batch's refunds the latest counts. */
export const REFUNDS: BookKind<SignedRefundStatement> = {
  plural: 'lists of refunds',
  parse: parseRefundStatement,
  keyOf: ({ campaign, entry, account }) => `${campaign} ${entry} ${account}`,
};

/**
 * `POST /applications` keeps a signed application whose document is kept here already, and answers
 * with it; `GET /applications` lists all of them, the latest first. Anybody may read them.
 */
export function applicationRoutes(
  book: SignedBook<SignedApplication>,
  store: DocumentStore,
  bodies: BodyReader,
  charge: Charge,
  chain: Chain | null,
): Hono<GatewayEnv> {
  return statementRoutes(
    'applications',
    APPLICATIONS,
    book,
    bodies,
    charge,
    async (application) => {
      await checkDocument(application, store);
      const deployment = await deploymentOf(chain);
      const { address } = contractOf(deployment, 'Registry');
      const data = {
        domain: applicationDomain(deployment.chainId, address),
        types: APPLICATION_TYPES,
        primaryType: 'Application',
        message: applicationMessage(application),
      } as const;
      await checkSigned(chain, application.account, data, application.signature);
    },
  );
}

/** `POST /sealing-keys` keeps the key for which an account wants documents sealed; `GET` lists all. */
export function sealingKeyRoutes(
  book: SignedBook<SignedSealingKey>,
  bodies: BodyReader,
  charge: Charge,
  chain: Chain | null,
): Hono<GatewayEnv> {
  return statementRoutes('keys', SEALING_KEYS, book, bodies, charge, async (one) => {
    const { chainId } = await deploymentOf(chain);
    const { account, key, at, signature } = one;
    const data = {
      domain: sealingDomain(chainId),
      types: PUBLISH_TYPES,
      primaryType: 'SealingKey',
      message: { account, key, at: BigInt(at) },
    } as const;
    await checkSigned(chain, account, data, signature);
  });
}

/**
 * `POST /refunds` keeps an operator's word on what was passed on of a batch that came back; its list
 * must be kept here already. `GET /refunds` lists all of them. That the list gives each gift what is
 * its own whoever reads it checks against the chain.
 */
export function refundRoutes(
  book: SignedBook<SignedRefundStatement>,
  store: DocumentStore,
  bodies: BodyReader,
  charge: Charge,
  chain: Chain | null,
  mayAnchor: OperatorCheck,
): Hono<GatewayEnv> {
  return statementRoutes('refunds', REFUNDS, book, bodies, charge, async (statement) => {
    const { chainId, ledger } = await checkList(statement, store);
    const { account, campaign, signature } = statement;
    const data = {
      domain: refundDomain(chainId, ledger),
      types: REFUND_TYPES,
      primaryType: 'Refunds',
      message: refundMessage(statement),
    } as const;
    await checkSigned(chain, account, data, signature);
    if (!(await mayAnchor({ chainId, ledger, campaign, operator: account }))) {
      throw new InvalidStatement('its account is no operator of that campaign');
    }
  });
}

function statementRoutes<T extends Statement>(
  name: string,
  kind: BookKind<T>,
  book: SignedBook<T>,
  bodies: BodyReader,
  charge: Charge,
  check: (statement: T) => Promise<void>,
): Hono<GatewayEnv> {
  return new Hono<GatewayEnv>()
    .get('/', (c) => {
      c.header('cache-control', 'no-store');
      return c.json({ [name]: book.all });
    })
    .post('/', (c) =>
      bodies.withJson(c.req, BODY, async (value) => {
        const statement = read(value, kind);
        book.checkTime(statement);
        await check(statement);
        charge(c, 1);
        await book.add(statement);
        return c.body(JSON.stringify(statement), 201, { 'content-type': 'application/json' });
      }),
    );
}

function read<T extends Statement>(value: unknown, { parse }: BookKind<T>): T {
  try {
    return parse(value, 'body');
  } catch (error) {
    if (error instanceof ShapeError) throw new BadRequest(error.message);
    throw error;
  }
}

async function checkDocument({ document }: SignedApplication, store: DocumentStore): Promise<void> {
  const bytes = await store.get(cidFromDigest(document));
  if (bytes === null) throw new InvalidStatement('its document is not kept here: send it first');
  try {
    parseProfileBytes(bytes);
  } catch (error) {
    if (error instanceof ShapeError) throw new InvalidStatement(error.message);
    throw error;
  }
}

/** The batch that the list is about, which must be the statement's. */
async function checkList(
  { campaign, entry, account, document, sha256 }: SignedRefundStatement,
  store: DocumentStore,
): Promise<BatchScope> {
  const bytes = await store.get(document);
  if (bytes === null) throw new InvalidStatement('its list is not kept here: send it first');
  if ((await sha256Hex(bytes)) !== sha256)
    throw new InvalidStatement('its list has another SHA-256');
  try {
    const { head } = parseRefundList(bytes);
    const { operator } = head;
    if (head.campaign === campaign && head.entry === entry && operator === account) return head;
  } catch (error) {
    if (error instanceof ShapeError) throw new InvalidStatement(error.message);
    throw error;
  }
  throw new InvalidStatement('its list is about another batch');
}
