import { useTranslation } from 'react-i18next';
import type { Hex } from '../../domain/hex.ts';
import type { TokenView } from '../../domain/views.ts';
import { contractAddress } from '../app/config.ts';
import { smallestOf } from '../lib/relay.ts';
import { useFormat } from '../lib/useFormat.ts';
import {
  isNative,
  useAllowance,
  useAuthorizationSupport,
  useLacksFee,
  usePermitSupport,
} from '../queries/chain.ts';
import { useRelay } from '../queries/relay.ts';

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
  const canRelay = useAuthorizationSupport(token.address);
  const relay = useRelay();
  if (amount === null || relay === undefined || canRelay === undefined) return null;
  const smallest = smallestOf(relay, token.decimals);
  if (canRelay && smallest !== null && amount >= smallest) {
    return (
      <div className="giveform-line" data-way="relay">
        <strong>{t('give.how.relayTitle')}</strong>
        <p>{t('give.how.relay')}</p>
      </div>
    );
  }
  // A gateway that relays nothing is no trouble; one that does not answer is.
  const isAway = canRelay && !relay.ready && relay.reason !== 'NotConfigured';
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
    <div className="giveform-line" data-way="wallet">
      <strong>{t('give.how.title')}</strong>
      <p>{words}</p>
      {lacksFee && <p className="verdict-bad">{t('give.how.lacksFee')}</p>}
      {isAway && <p className="small soft">{t('give.how.relayAway')}</p>}
      {canRelay && smallest !== null && (
        <p className="small soft">
          {t('give.how.relayBelow', { amount: format.money(smallest, token) })}
        </p>
      )}
    </div>
  );
}
