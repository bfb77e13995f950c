import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Hex } from '../../domain/hex.ts';
import { cleanLine } from '../../domain/text.ts';
import { askFaucet } from '../lib/faucet.ts';

/** Play money for whoever runs out of it; the local chain only. */
export function Faucet({ account }: { account: Hex }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const faucet = useMutation({
    mutationFn: () => askFaucet(account),
    onSuccess: () => client.invalidateQueries(),
  });
  return (
    <div className="row">
      <Button
        variant="default"
        size="xs"
        loading={faucet.isPending}
        onClick={() => faucet.mutate()}
      >
        {faucet.isPending ? t('give.faucetBusy') : t('give.faucet')}
      </Button>
      {faucet.isError && (
        <span className="small verdict-bad" role="alert">
          {t('give.faucetFailed', { message: cleanLine(faucet.error.message).slice(0, 120) })}
        </span>
      )}
    </div>
  );
}
