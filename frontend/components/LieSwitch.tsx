import { Switch } from '@mantine/core';
import '@mantine/core/styles/Switch.css';
import '@mantine/core/styles/InlineInput.css';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { lieQuery, setLie, useLie } from '../queries/lie.ts';

/** On the local chain only: makes the index wrong by one cent, to see that verifying finds it. */
export default function LieSwitch() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const lie = useLie();
  const change = useMutation({
    mutationFn: setLie,
    onSuccess: async (on) => {
      client.setQueryData(lieQuery().queryKey, on);
      await client.invalidateQueries({ queryKey: ['live'] });
    },
  });
  const on = lie.data ?? false;
  return (
    <div className="lie">
      {lie.isError ? (
        <p className="soft small">{t('verify.lie.missing')}</p>
      ) : (
        <Switch
          checked={on}
          disabled={lie.isPending || change.isPending}
          label={t('verify.lie.title')}
          description={`${on ? t('verify.lie.on') : t('verify.lie.off')} · ${t('verify.lie.note')}`}
          onChange={(event) => change.mutate(event.currentTarget.checked)}
        />
      )}
    </div>
  );
}
