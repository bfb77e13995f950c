import { Button, NativeSelect } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Hex } from '../../domain/hex.ts';
import { cleanLine } from '../../domain/text.ts';
import { CampaignName } from '../components/CampaignName.tsx';
import { CrossIcon } from '../components/icons.tsx';
import { Money } from '../components/Money.tsx';
import { Notice } from '../components/Notice.tsx';
import { useFormat } from '../lib/useFormat.ts';
import { indexReaches, LIVE } from '../queries/status.ts';
import { Acts } from './Acts.tsx';
import { Phone, useNames } from './Phone.tsx';
import type { Act } from './plan.ts';
import { play, type Scene } from './play.ts';
import { castOf, phonePath, useScene, type OnStage } from './useScene.ts';
import '../components/Sheet.css';
import './stage.css';

/**
 * Beside the page, on the local chain only: a second phone that is handed from one person of the
 * story to the next, and a button that plays what each of them would do. Every act is real.
 */
export default function Stage({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<Hex | null>(null);
  const { campaigns, scene, act, now } = useScene(chosen);
  useRoomBeside();
  return (
    <aside className="stage" aria-label={t('stage.title')}>
      <header className="row row-apart">
        <h2>{t('stage.title')}</h2>
        <button
          type="button"
          className="sheet-close"
          onClick={onClose}
          aria-label={t('common.close')}
        >
          <CrossIcon />
        </button>
      </header>
      <p className="small soft stage-note stage-note-beside">{t('stage.note')}</p>
      <p className="small soft stage-note stage-note-alone">{t('stage.noteAlone')}</p>
      {scene === null || act === null ? (
        <p className="soft">{campaigns.length === 0 ? t('stage.nothing') : t('common.loading')}</p>
      ) : (
        <>
          <NativeSelect
            label={t('stage.campaign')}
            size="sm"
            value={scene.campaign.id}
            onChange={(event) => setChosen(event.currentTarget.value as Hex)}
          >
            {campaigns.map((campaign) => (
              <option key={campaign.id} value={campaign.id}>
                <CampaignName campaign={campaign} />
              </option>
            ))}
          </NativeSelect>
          <Playing scene={scene} act={act} now={now} />
        </>
      )}
    </aside>
  );
}

/** The act that is next, the button that plays it, and the phone of whoever's part it is. */
function Playing({ scene, act, now }: Pick<OnStage, 'now'> & { scene: Scene; act: Act }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const lines = {
    request: t('stage.lines.request'),
    evidence: t('stage.lines.evidence'),
    report: t('stage.lines.report'),
  };
  const playing = useMutation({
    mutationFn: async () => {
      const block = await play(act, scene, lines, { now });
      if (block > 0) await indexReaches(client, block);
      await client.invalidateQueries({ queryKey: [LIVE] });
    },
  });
  const format = useFormat();
  const { campaign, disbursement } = scene;
  const cast = castOf(scene);
  const [handed, setHanded] = useState<{ holder: Hex; during: string } | null>(null);
  const moment = `${disbursement?.id} ${act.kind} ${'by' in act ? act.by : ''}`;
  // The phone goes to whoever's turn it is, until the visitor hands it to somebody else.
  const turn = 'by' in act ? act.by : campaign.charity;
  const holder = handed?.during === moment ? handed.holder : turn;
  const words = useActWords(act);
  return (
    <>
      {disbursement !== null && (
        <p className="stage-payment">
          <Link to={`/payment/${disbursement.id}`}>
            {t('campaign.payments.number', {
              number: format.place(disbursement.terms.number),
            })}{' '}
            {t(`common.category.${disbursement.terms.category}`)}
          </Link>{' '}
          · <Money units={disbursement.terms.amount} token={campaign.token} />
        </p>
      )}
      <Acts disbursement={disbursement} act={act} />
      <p className="stage-next" role="status">
        {words}
      </p>
      {act.kind === 'give' ? (
        <Button component={Link} to={`/give/${campaign.id}`}>
          {t('stage.give')}
        </Button>
      ) : (
        act.kind !== 'stuck' && (
          <Button loading={playing.isPending} onClick={() => playing.mutate()}>
            {act.kind === 'time' ? t('stage.letPass') : t('stage.play')}
          </Button>
        )
      )}
      {playing.isError && (
        <Notice tone="bad" title={t('flow.trouble.title')} live>
          {t('flow.trouble.other', { message: cleanLine(playing.error.message).slice(0, 200) })}
        </Notice>
      )}
      <Phone
        cast={cast}
        holder={holder}
        onHand={(to) => setHanded({ holder: to, during: moment })}
        path={phonePath(campaign, disbursement)}
      />
    </>
  );
}

/** What happens next, in a sentence. */
function useActWords(act: Act): string {
  const { t } = useTranslation();
  const name = useNames();
  const format = useFormat();
  if (act.kind === 'time') return t('stage.next.time', { time: format.dateTime(act.until) });
  return 'by' in act
    ? t(`stage.next.${act.kind}`, { name: name(act.by) })
    : t(`stage.next.${act.kind}`);
}

/** The page makes room while the stage stands beside it. */
function useRoomBeside() {
  useEffect(() => {
    document.documentElement.dataset['stage'] = 'open';
    return () => {
      delete document.documentElement.dataset['stage'];
    };
  }, []);
}
