import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Hex } from '../../../domain/hex.ts';
import { publishSealingKey } from '../../flows/sealing.ts';
import { useSheet } from '../../lib/sheetHost.ts';
import { useFormat } from '../../lib/useFormat.ts';
import { useSealingKeys } from '../../queries/sealing.ts';
import { ActionSheet } from '../ActionSheet.tsx';
import { Hash } from '../Hash.tsx';

/** An auditor's key for sealed originals: whether there is one, and how to make it. */
export function SealingKeyCard({ account }: { account: Hex }) {
  const { t } = useTranslation();
  const format = useFormat();
  const show = useSheet();
  const client = useQueryClient();
  const keys = useSealingKeys([account]);
  const mine = keys.data?.find((one) => one.account === account);
  return (
    <section className="card stack" aria-labelledby="sealing" data-office="sealing">
      <div className="stack-s">
        <h2 id="sealing">{t('charity.sealed.title')}</h2>
        <p className="soft">{t('charity.sealed.lead')}</p>
      </div>
      {mine !== undefined && (
        <p className="small">
          {t('charity.sealed.published', { time: format.dateTime(mine.at) })}{' '}
          <Hash value={mine.key} />
        </p>
      )}
      <div>
        <Button
          size="sm"
          variant={mine === undefined ? 'filled' : 'default'}
          onClick={() =>
            show((close) => (
              <ActionSheet
                title={t('charity.sealed.make')}
                action={t('charity.sealed.make')}
                flow={publishSealingKey}
                onClose={() => {
                  void client.invalidateQueries({ queryKey: ['sealingKeys'] });
                  close();
                }}
              >
                <p>{t('charity.sealed.makeBody')}</p>
                <p>{t('charity.sealed.warning')}</p>
              </ActionSheet>
            ))
          }
        >
          {t('charity.sealed.make')}
        </Button>
      </div>
    </section>
  );
}
