import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { AbiCoder, encodeBytes32String, id, keccak256 } from 'ethers';
import { z } from 'zod';
import { ZERO_ADDRESS, type Hex } from '../../domain/hex.ts';
import { DeskAnnex__factory } from '../../typechain-types/factories/contracts/desk/DeskAnnex__factory.ts';
import { deskInterface } from '../chain/interfaces.ts';
import { found, type AuditFinding } from './findings.ts';
import type { AuditNode } from './node.ts';
import type { Place } from './place.ts';

const RUNTIME = new URL('../../abi/runtime.json', import.meta.url);
const WORD = 32;

const runtimeSchema = z.record(
  z.object({ sha256: z.string(), immutables: z.record(z.array(z.number().int())) }),
);

/** One contract's code and what it was held against. */
export interface CodeCheck {
  readonly name: string;
  readonly address: Hex;
  readonly codeHash: Hex;
  readonly isOurs: boolean;
}

/** What each immutable of a contract has to be, as a word. */
type Immutables = Readonly<Record<string, string>>;

const coder = AbiCoder.defaultAbiCoder();
const DOMAIN = id(
  'EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)',
);

/** Digest of all code that these sources build: what the audit holds the chain against. */
export function buildDigest(): Hex {
  return `0x${createHash('sha256').update(readFileSync(RUNTIME)).digest('hex')}`;
}

/**
 * Whether the code of ledger, registry and desks is the one that these sources build, byte by byte,
 * and every immutable in it what it has to be.
 */
export async function checkCode(
  node: AuditNode,
  { chainId, ledger, registry }: Place,
  desks: readonly Hex[],
  block: number,
): Promise<{ readonly checks: CodeCheck[]; readonly findings: AuditFinding[] }> {
  const checks: CodeCheck[] = [];
  const findings: AuditFinding[] = [];
  const check = async (name: string, address: Hex, immutables: Immutables): Promise<void> => {
    const code = await node.code(address, block);
    const trouble = differenceOf(name, code, immutables);
    checks.push({ name, address, codeHash: keccak256(code) as Hex, isOurs: trouble === null });
    if (trouble === null) return;
    const subject = `code of the ${name} at ${address}`;
    findings.push(found(null, 'codeDiffers', null, subject, trouble.expected, trouble.found));
  };
  await check('Ledger', ledger, signing('Sunline Ledger', chainId, ledger));
  await check('Registry', registry, { LEDGER: wordOf(ledger) });
  for (const desk of desks) {
    const read = async (data: string): Promise<Hex> => {
      const answer = await node.call(desk, data, block);
      return answer?.length === 66 ? `0x${answer.slice(26)}` : ZERO_ADDRESS;
    };
    const annex = await read(deskInterface.encodeFunctionData('ANNEX'));
    const passkeys = await read(deskInterface.encodeFunctionData('PASSKEYS'));
    const parts = {
      LEDGER: wordOf(ledger),
      REGISTRY: wordOf(registry),
      PASSKEYS: wordOf(passkeys),
    };
    const own = { ...signing('Sunline Desk', chainId, desk), ...parts, ANNEX: wordOf(annex) };
    await check('Desk', desk, own);
    await check('DeskAnnex', annex, { ...signing('Sunline Desk', chainId, annex), ...parts });
    const verifier = await node.code(passkeys, block);
    // The annex brings the verifier along: its code stands in the code that creates the annex.
    const isOurs = verifier.length > 2 && DeskAnnex__factory.bytecode.includes(verifier.slice(2));
    checks.push({
      name: 'passkeys',
      address: passkeys,
      codeHash: keccak256(verifier) as Hex,
      isOurs,
    });
    if (!isOurs) {
      const subject = `code of the verifier of passkeys at ${passkeys}`;
      findings.push(
        found(null, 'codeDiffers', null, subject, 'the annex’s own', keccak256(verifier)),
      );
    }
  }
  return { checks, findings };
}

function differenceOf(
  name: string,
  code: Hex,
  immutables: Immutables,
): { readonly expected: string; readonly found: string } | null {
  const record = runtimeSchema.parse(JSON.parse(readFileSync(RUNTIME, 'utf8')))[name];
  if (record === undefined) throw new Error(`${name} is not among what is built`);
  const bytes = Buffer.from(code.slice(2), 'hex');
  for (const [immutable, places] of Object.entries(record.immutables)) {
    for (const place of places) {
      const word = `0x${bytes.subarray(place, place + WORD).toString('hex')}`;
      const expected = immutables[immutable];
      if (bytes.length < place + WORD) break;
      if (word !== expected) return { expected: `${immutable} ${expected}`, found: word };
      bytes.fill(0, place, place + WORD);
    }
  }
  const digest = createHash('sha256').update(bytes).digest('hex');
  return digest === record.sha256 ? null : { expected: record.sha256, found: digest };
}

/** What OpenZeppelin's EIP712 writes into the code of a contract that checks signatures. */
function signing(name: string, chainId: number, self: Hex): Immutables {
  const [hashedName, hashedVersion] = [id(name), id('1')];
  const domain = [DOMAIN, hashedName, hashedVersion, chainId, self];
  const types = ['bytes32', 'bytes32', 'bytes32', 'uint256', 'address'];
  return {
    _cachedDomainSeparator: keccak256(coder.encode(types, domain)),
    _cachedChainId: coder.encode(['uint256'], [chainId]),
    _cachedThis: wordOf(self),
    _hashedName: hashedName,
    _hashedVersion: hashedVersion,
    _name: shortString(name),
    _version: shortString('1'),
  };
}

/** OpenZeppelin's ShortString: the bytes from the left, their number in the last byte. */
function shortString(text: string): string {
  return encodeBytes32String(text).slice(0, -2) + text.length.toString(16).padStart(2, '0');
}

function wordOf(address: Hex): string {
  return `0x${address.slice(2).padStart(64, '0')}`;
}
