import { Loader } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Stage } from '../verify/verify.ts';
import { CheckIcon } from './icons.tsx';

const STAGES: readonly Stage[] = ['index', 'logs', 'replay', 'storage', 'laws', 'claims'];

/** Which part of the check is under way. */
export function VerifyProgress({ stage, share }: { stage: Stage; share: number | null }) {
  const { t } = useTranslation();
  const now = STAGES.indexOf(stage);
  return (
    <ol className="card plain progress" role="status">
      {STAGES.map((one, i) => (
        <li key={one} {...(i === now ? { 'aria-current': 'step' as const } : {})}>
          <span>{i < now ? <CheckIcon /> : i === now ? <Loader size="xs" /> : null}</span>
          <span className="figures">
            {t(`verify.stages.${one}`)}
            {i === now && share !== null && ` ${Math.round(share * 100)}%`}
          </span>
        </li>
      ))}
    </ol>
  );
}
