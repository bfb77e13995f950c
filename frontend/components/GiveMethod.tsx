import { useTranslation } from 'react-i18next';
import type { Hex } from '../../domain/hex.ts';
import type { TokenView } from '../../domain/views.ts';
import { contractAddress } from '../app/config.ts';
import { useFormat } from '../lib/useFormat.ts';
import { isNative, useAllowance, useLacksFee, usePermitSupport } from '../queries/chain.ts';

interface Props {
  readonly token: TokenView;
  readonly account: Hex;
  readonly amount: bigint | null;
}

/** What the wallet is going to ask, before it does: never more than exactly this amount. */
export function GiveMethod({ token, account, amount }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const allowance = useAllowance(token.address, account, contractAddress('Ledger'));
  const permit = usePermitSupport(token.address);
  const lacksFee = useLacksFee(account, isNative(token.address) ? (amount ?? 0n) : 0n);
  if (amount === null) return null;
  const words = isNative(token.address)
    ? t('give.how.native', { amount: format.money(amount, token) })
    : allowance !== undefined && allowance >= amount
      ? t('give.how.allowance')
      : permit === undefined
        ? null
        : permit
          ? t('give.how.permit')
          : t('give.how.approve');
  if (words === null) return null;
  return (
    <div className="giveform-line">
      <strong>{t('give.how.title')}</strong>
      <p>{words}</p>
      {lacksFee && <p className="verdict-bad">{t('give.how.lacksFee')}</p>}
    </div>
  );
}
