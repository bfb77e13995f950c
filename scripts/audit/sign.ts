import { readFile } from 'node:fs/promises';
import { verifyTypedData, Wallet, type TypedDataDomain } from 'ethers';
import { canonicalBytes } from '../../domain/canonicalJson.ts';
import { sha256Hex } from '../../domain/cid.ts';
import type { Hex } from '../../domain/hex.ts';
import { AuditError, UsageError } from './errors.ts';
import { signedReportSchema, type AuditReport, type SignedReport } from './report.ts';

/**
 * A report's signature: EIP-712 over what was audited, the verdict, and the digest of the whole
 * report, so that a wallet shows its owner what is being signed.
 */

const TYPES = {
  AuditReport: [
    { name: 'verdict', type: 'string' },
    { name: 'block', type: 'uint256' },
    { name: 'blockHash', type: 'bytes32' },
    { name: 'digest', type: 'bytes32' },
  ],
};

/** SHA-256 of the report as canonical JSON (RFC 8785). */
export function reportDigest(report: AuditReport): Promise<Hex> {
  return sha256Hex(canonicalBytes(report));
}

/** Whoever signs a report. */
export type Auditor = Pick<Wallet, 'address' | 'signTypedData'>;

export async function signReport(report: AuditReport, wallet: Auditor): Promise<SignedReport> {
  const digest = await reportDigest(report);
  const signature = await wallet.signTypedData(domainOf(report), TYPES, wordsOf(report, digest));
  return {
    report,
    signature: { signer: wallet.address.toLowerCase(), digest, signature },
  };
}

/** What became of a report in a file. */
export type Authenticity =
  | { readonly state: 'signed'; readonly signer: Hex; readonly report: AuditReport }
  | { readonly state: 'unsigned'; readonly report: AuditReport }
  /** It is not what was signed, or not by whom it says. */
  | { readonly state: 'altered'; readonly report: AuditReport };

/**
 * Reads a report and checks its signature.
 * @throws AuditError when the file is no report
 */
export async function verifyReport(file: string): Promise<Authenticity> {
  const { report, signature } = await readReport(file);
  if (signature === null) return { state: 'unsigned', report };
  const digest = await reportDigest(report);
  if (digest !== signature.digest) return { state: 'altered', report };
  let signer: string;
  try {
    signer = verifyTypedData(
      domainOf(report),
      TYPES,
      wordsOf(report, digest),
      signature.signature,
    ).toLowerCase();
  } catch {
    return { state: 'altered', report };
  }
  if (signer !== signature.signer) return { state: 'altered', report };
  return { state: 'signed', signer: signer as Hex, report };
}

async function readReport(file: string): Promise<SignedReport> {
  let value: unknown;
  try {
    value = JSON.parse(await readFile(file, 'utf8'));
  } catch {
    throw new AuditError(`${file} cannot be read as JSON`);
  }
  const parsed = signedReportSchema.safeParse(value);
  if (parsed.success) return parsed.data as unknown as SignedReport;
  const [issue] = parsed.error.issues;
  throw new AuditError(`${file} is no audit report: ${issue?.path.join('.')}: ${issue?.message}`);
}

function domainOf({ chain, subject }: AuditReport): TypedDataDomain {
  return {
    name: 'Sunline Audit',
    version: '1',
    chainId: chain.chainId,
    verifyingContract: subject.ledger,
  };
}

function wordsOf({ verdict, chain }: AuditReport, digest: Hex) {
  return { verdict, block: chain.block, blockHash: chain.blockHash, digest };
}

/**
 * Reads an auditor's key: a private key in hexadecimal, or a keystore whose password the variable
 * AUDIT_PASSWORD holds.
 * @throws UsageError
 */
export async function readKey(file: string): Promise<Auditor> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new UsageError(`--sign: ${file} cannot be read`);
  });
  try {
    if (!text.trimStart().startsWith('{')) return new Wallet(text.trim());
    const password = process.env['AUDIT_PASSWORD'] ?? '';
    return await Wallet.fromEncryptedJson(text, password);
  } catch {
    throw new UsageError(
      `--sign: ${file} is neither a private key in hex nor a keystore that AUDIT_PASSWORD opens`,
    );
  }
}
