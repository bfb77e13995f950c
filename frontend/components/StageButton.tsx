import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { appConfig } from '../app/config.ts';
import { wantTexts } from '../i18n/index.ts';
import { isStagePhone } from '../lib/stageFrame.ts';
import { PlayIcon } from './icons.tsx';

const STORE = 'sunline.stage';

const Stage = lazy(async () => {
  const [stage] = await Promise.all([import('../stage/Stage.tsx'), wantTexts('stage')]);
  return stage;
});

/** Opens the stage, on the local chain only; a tab remembers that it was open. */
export function StageButton() {
  const { t } = useTranslation();
  const [open, setOpen] = useState(() => sessionStorage.getItem(STORE) !== null);
  if (!appConfig().isDemo || isStagePhone()) return null;
  const turn = (on: boolean) => {
    if (on) sessionStorage.setItem(STORE, 'open');
    else sessionStorage.removeItem(STORE);
    setOpen(on);
  };
  if (open) {
    return (
      <Suspense fallback={null}>
        <Stage onClose={() => turn(false)} />
      </Suspense>
    );
  }
  return (
    <button type="button" className="stage-button" onClick={() => turn(true)}>
      <PlayIcon /> {t('common.stage')}
    </button>
  );
}
