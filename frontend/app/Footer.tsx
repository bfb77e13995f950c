import { useMantineColorScheme, type MantineColorScheme } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Hash } from '../components/Hash.tsx';
import { useFormat } from '../lib/useFormat.ts';
import { useStatus } from '../queries/status.ts';
import { appConfig } from './config.ts';

const SCHEMES: readonly MantineColorScheme[] = ['auto', 'light', 'dark'];

export function Footer() {
  const { t } = useTranslation();
  const format = useFormat();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const { data: status } = useStatus();
  const { deployment, chainId, isDemo } = appConfig();
  return (
    <footer className="foot">
      {isDemo && <p className="foot-play">{t('common.footer.playMoney')}</p>}
      <p>{t('common.footer.word')}</p>
      {status !== undefined && (
        <p className="figures" data-block={status.block}>
          {t('common.status.label')}{' '}
          {t('common.status.block', {
            block: format.count(status.block),
            time: format.dateTime(status.timestamp),
          })}
        </p>
      )}
      <details className="foot-contracts">
        <summary>
          {t('common.footer.contracts')} · {t('common.footer.chain', { id: chainId })}
        </summary>
        <ul>
          {Object.entries(deployment.contracts).map(([name, { address }]) => (
            <li key={name}>
              {name} <Hash value={address} />
            </li>
          ))}
        </ul>
      </details>
      <fieldset className="foot-scheme">
        <legend>{t('common.scheme.label')}</legend>
        {SCHEMES.map((scheme) => (
          <label key={scheme}>
            <input
              type="radio"
              name="scheme"
              checked={colorScheme === scheme}
              onChange={() => setColorScheme(scheme)}
            />
            {t(`common.scheme.${scheme}`)}
          </label>
        ))}
      </fieldset>
    </footer>
  );
}
