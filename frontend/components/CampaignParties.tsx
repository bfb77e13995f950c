import { useTranslation } from 'react-i18next';
import type { Hex } from '../../domain/hex.ts';
import type { CampaignView, RoleView } from '../../domain/views.ts';
import { cleanLine } from '../../domain/text.ts';
import { symbolOf, useFormat } from '../lib/useFormat.ts';
import { useMetadata } from '../queries/documents.ts';
import { useParties } from '../queries/reads.ts';
import { Hash } from './Hash.tsx';
import { CheckIcon, WarnIcon } from './icons.tsx';
import { Who } from './Who.tsx';

const NATIVE = /^0x0*$/;

/** Charity, auditors and currency: by address and by whether the registry recognises them. */
export function CampaignParties({ campaign }: { campaign: CampaignView }) {
  const { t } = useTranslation();
  const { language } = useFormat();
  const { data: words } = useMetadata(campaign.metadata);
  const { token } = campaign;
  return (
    <section className="card" aria-labelledby="who">
      <h2 id="who">{t('campaign.who.title')}</h2>
      <dl className="facts">
        <div>
          <dt>{t('campaign.who.charity')}</dt>
          <dd>
            {words !== undefined && <strong>{words.charity.name[language]} </strong>}
            <Party address={campaign.charity} role="charity" named={words === undefined} />
          </dd>
        </div>
        {words?.charity.registration !== undefined && (
          <div>
            <dt>{t('campaign.who.registration')}</dt>
            <dd dir="auto">{words.charity.registration}</dd>
          </div>
        )}
        {words?.contact !== undefined && (
          <div>
            <dt>{t('campaign.who.contact')}</dt>
            <dd dir="auto">{words.contact}</dd>
          </div>
        )}
        <div>
          <dt>{t('campaign.who.auditors')}</dt>
          <dd>
            <ul className="plain">
              {campaign.auditors.map((auditor) => (
                <li key={auditor}>
                  <Party address={auditor} role="auditor" />
                </li>
              ))}
            </ul>
          </dd>
        </div>
        <div>
          <dt>{t('campaign.who.token')}</dt>
          <dd>
            {symbolOf(token)} · {cleanLine(token.name).slice(0, 60)}{' '}
            {NATIVE.test(token.address) ? t('common.token.native') : <Hash value={token.address} />}{' '}
            <Recognised yes={token.recognised} />
          </dd>
        </div>
      </dl>
    </section>
  );
}

interface PartyProps {
  readonly address: Hex;
  readonly role: RoleView;
  /** Whether to look for a name; off where one stands there already. */
  readonly named?: boolean;
}

function Party({ address, role, named = true }: PartyProps) {
  const { data } = useParties();
  const party = data?.find((candidate) => candidate.address === address);
  return (
    <>
      {named ? <Who address={address} /> : <Hash value={address} />}{' '}
      {data !== undefined && <Recognised yes={party?.roles.includes(role) ?? false} />}
    </>
  );
}

function Recognised({ yes }: { yes: boolean }) {
  const { t } = useTranslation();
  return (
    <span className={`verdict small ${yes ? 'verdict-good' : 'verdict-bad'}`}>
      {yes ? <CheckIcon size={16} /> : <WarnIcon size={16} />}
      {yes ? t('campaign.who.recognised') : t('campaign.who.notRecognised')}
    </span>
  );
}
