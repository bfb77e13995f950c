import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { custodyTokenAbi } from '../../../abi/CustodyToken.ts';
import { isZero, type Hex } from '../../../domain/hex.ts';
import { callOf } from '../../flows/call.ts';
import { useAccount } from '../../lib/account.ts';
import { useSheet } from '../../lib/sheetHost.ts';
import { useFormat } from '../../lib/useFormat.ts';
import { useNow } from '../../lib/useNow.ts';
import { custodyTokens, useCustody, type Custody, type Redemption } from '../../queries/custody.ts';
import { usePower } from '../../queries/office.ts';
import { ActionSheet } from '../ActionSheet.tsx';
import { Documents } from '../Documents.tsx';
import { Failed } from '../Failed.tsx';
import { Who } from '../Who.tsx';
import { MintSheet, PaidSheet, RedeemSheet, RefuseSheet, ReserveSheet } from './CustodySheets.tsx';
import { OfficeCard } from './OfficeCard.tsx';

/** How long a holder waits before it may take its tokens back, in seconds. */
const TAKE_BACK = 30 * 86_400;

/** Custodians give receipts for what they hold off the chain, and pay out against them. */
export function CustodianOffices() {
  const { t } = useTranslation();
  const tokens = custodyTokens();
  if (tokens.length === 0) {
    return (
      <OfficeCard office="custodian" power={null}>
        <p className="soft">{t('charity.office.custodian.none')}</p>
      </OfficeCard>
    );
  }
  return tokens.map(({ symbol, address }) => (
    <CustodianOffice key={address} symbol={symbol} address={address} />
  ));
}

function CustodianOffice({ symbol, address }: { symbol: string; address: Hex }) {
  const { t } = useTranslation();
  const account = useAccount();
  const power = usePower(account, address, 'mint(address,uint256,bytes32)').data;
  const custody = useCustody(address);
  const may = power?.may === true;
  const delay = power?.delay ?? 0;
  return (
    <OfficeCard office="custodian" about={symbol} power={power}>
      {custody.isError && <Failed error={custody.error} retry={() => void custody.refetch()} />}
      {custody.data !== undefined && (
        <>
          <Standing custody={custody.data} />
          <Actions custody={custody.data} may={may} delay={delay} />
          <h3>{t('charity.office.custodian.redemptions')}</h3>
          {custody.data.redemptions.length === 0 && (
            <p className="soft">{t('charity.office.custodian.noRedemptions')}</p>
          )}
          <ul className="plain stack-s">
            {custody.data.redemptions.map((one) => (
              <One
                key={String(one.number)}
                custody={custody.data}
                one={one}
                may={may}
                delay={delay}
              />
            ))}
          </ul>
        </>
      )}
    </OfficeCard>
  );
}

/** What was minted, what waits, what was paid out: three things that never mix. */
function Standing({ custody }: { custody: Custody }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { reserve } = custody;
  const figures = ['supply', 'cover', 'released', 'paid'] as const;
  return (
    <>
      <dl className="camp-figures figures">
        {figures.map((figure) => (
          <div key={figure} data-figure={figure}>
            <dt>{t(`charity.office.custodian.figures.${figure}`)}</dt>
            <dd>{format.money(custody[figure], custody)}</dd>
          </div>
        ))}
      </dl>
      <p className="small soft">
        {reserve === null
          ? t('charity.office.custodian.unstated')
          : t('charity.office.custodian.stated', {
              amount: format.money(reserve.stated, custody),
              date: format.date(reserve.asOf),
            })}
      </p>
      {reserve !== null && !isZero(reserve.document) && (
        <Documents digest={reserve.document} title={t('charity.office.custodian.statement')} />
      )}
    </>
  );
}

interface ActionProps {
  readonly custody: Custody;
  readonly may: boolean;
  readonly delay: number;
}

function Actions({ custody, may, delay }: ActionProps) {
  const { t } = useTranslation();
  const account = useAccount();
  const show = useSheet();
  return (
    <div className="row">
      {may && (
        <>
          <Button
            size="sm"
            onClick={() =>
              show((close) => <ReserveSheet {...{ custody, delay }} onClose={close} />)
            }
          >
            {t('charity.office.custodian.state')}
          </Button>
          <Button
            size="sm"
            variant="default"
            onClick={() => show((close) => <MintSheet {...{ custody, delay }} onClose={close} />)}
          >
            {t('charity.office.custodian.mint')}
          </Button>
        </>
      )}
      {account !== null && (
        <Button
          size="sm"
          variant="default"
          onClick={() => show((close) => <RedeemSheet custody={custody} onClose={close} />)}
        >
          {t('charity.office.custodian.redeem')}
        </Button>
      )}
    </div>
  );
}

function One({ custody, one, may, delay }: ActionProps & { one: Redemption }) {
  const { t } = useTranslation();
  const format = useFormat();
  const account = useAccount();
  const show = useSheet();
  const amount = format.money(one.amount, custody);
  const since = useNow() - one.askedAt;
  const canTakeBack = one.stage === 'asked' && account === one.holder && since > TAKE_BACK;
  const token = { address: custody.address, abi: custodyTokenAbi } as const;
  return (
    <li className="terms stack-s" data-redemption={String(one.number)}>
      <p className="row row-apart">
        <strong className="figures">{amount}</strong>
        <span className="tag">{t(`charity.office.custodian.stages.${one.stage}`)}</span>
      </p>
      <p className="small soft">
        <Who address={one.holder} /> · {format.dateTime(one.askedAt)}
      </p>
      {one.stage === 'asked' && (
        <div className="row">
          {may && (
            <>
              <Button
                size="sm"
                onClick={() =>
                  show((close) => <PaidSheet {...{ custody, one, delay }} onClose={close} />)
                }
              >
                {t('charity.office.custodian.confirm')}
              </Button>
              <Button
                size="sm"
                variant="default"
                onClick={() =>
                  show((close) => <RefuseSheet {...{ custody, one, delay }} onClose={close} />)
                }
              >
                {t('charity.office.custodian.refuse')}
              </Button>
            </>
          )}
          {canTakeBack && (
            <Button
              size="sm"
              variant="default"
              onClick={() =>
                show((close) => (
                  <ActionSheet
                    title={t('charity.office.custodian.takeBack')}
                    action={t('charity.office.custodian.takeBack')}
                    flow={async ({ send }) => send(callOf(token, 'takeBack', [one.number]))}
                    onClose={close}
                  >
                    <p>{amount}</p>
                  </ActionSheet>
                ))
              }
            >
              {t('charity.office.custodian.takeBack')}
            </Button>
          )}
        </div>
      )}
    </li>
  );
}
