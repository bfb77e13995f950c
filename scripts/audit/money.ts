import { formatLocal } from '../../domain/money.ts';
import type { AuditReport } from './report.ts';

/**
 * An amount of a campaign's token written out in the reader's way; bare smallest units where the token
 * was not read.
 */
export function moneyIn(
  { campaigns, tokens }: AuditReport,
  campaign: string,
  units: string,
  locale: string,
): string {
  const address = campaigns.find(({ id }) => id === campaign)?.token;
  const token = tokens.find((one) => one.address === address);
  if (token === undefined) return units;
  return `${formatLocal(BigInt(units), token.decimals, { locale })} ${token.symbol}`;
}
