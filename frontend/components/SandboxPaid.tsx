import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { parseReceiptCode } from '../../domain/receiptCode.ts';
import { cleanLine } from '../../domain/text.ts';
import { receiptAddress } from '../lib/receipt.ts';
import { anchor } from '../lib/sandbox.ts';
import { useFormat } from '../lib/useFormat.ts';
import { useGifts, useSandbox } from '../queries/receipt.ts';
import { LIVE } from '../queries/status.ts';
import { CopyButton } from './CopyButton.tsx';
import { Notice } from './Notice.tsx';
import { ReceiptCode } from './ReceiptCode.tsx';

/** A gift that was paid: its code to keep, and its way onto the chain. */
export function SandboxPaid({ code, again }: { code: string; again: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const client = useQueryClient();
  const address = useMemo(() => receiptAddress(parseReceiptCode(code)), [code]);
  const { data } = useGifts(address, null);
  const { data: sandbox } = useSandbox();
  const promise = data?.waiting[0]?.receipt;
  const anchoring = useMutation({
    mutationFn: () => anchor(promise?.campaign ?? null),
    onSuccess: () => client.invalidateQueries({ queryKey: [LIVE] }),
  });
  const link = { pathname: '/receipt', hash: code };
  const isAnchored = data !== undefined && data.gifts.length > 0 && promise === undefined;
  return (
    <>
      <section className="card stack" aria-labelledby="code">
        <h2 id="code">{t('receipt.sandbox.code.title')}</h2>
        <ReceiptCode code={code} />
        <p className="soft small">{t('receipt.sandbox.code.body')}</p>
        <div className="row">
          <CopyButton text={code} label={t('receipt.sandbox.code.copy')} />
          <CopyButton
            text={`${location.origin}/receipt#${code}`}
            label={t('receipt.sandbox.code.copyLink')}
          />
        </div>
      </section>
      <section className="stack" data-anchored={isAnchored}>
        {isAnchored ? (
          <Notice tone="good" title={t('receipt.sandbox.anchored')} live />
        ) : (
          <>
            {promise !== undefined && (
              <Notice tone="info" title={t('receipt.sandbox.waiting')}>
                <p>
                  {t('receipt.sandbox.waitingBody', { until: format.dateTime(promise.anchorBy) })}
                </p>
                {sandbox !== undefined && sandbox.anchorAfter > 0 && (
                  <p>
                    {t('receipt.sandbox.byItself', {
                      count: Math.ceil(sandbox.anchorAfter / 60),
                    })}
                  </p>
                )}
              </Notice>
            )}
            {anchoring.isError && (
              <Notice tone="bad" live>
                <p>
                  {t('receipt.sandbox.anchorFailed', {
                    message: cleanLine(anchoring.error.message).slice(0, 120),
                  })}
                </p>
              </Notice>
            )}
            <Button size="lg" loading={anchoring.isPending} onClick={() => anchoring.mutate()}>
              {anchoring.isPending ? t('receipt.sandbox.anchoring') : t('receipt.sandbox.anchor')}
            </Button>
          </>
        )}
        <div className="row">
          <Button component={Link} to={link} variant={isAnchored ? 'filled' : 'default'} size="md">
            {t('receipt.sandbox.follow')}
          </Button>
          <Button variant="default" size="md" onClick={again}>
            {t('receipt.sandbox.again')}
          </Button>
        </div>
      </section>
    </>
  );
}
