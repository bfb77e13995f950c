import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { CampaignView } from '../../domain/views.ts';
import { useDescribed } from '../lib/useDescribed.ts';
import { useFormat } from '../lib/useFormat.ts';

/** The causes that several campaigns share, as their descriptions say; nothing where there is none. */
export function AppealList({ campaigns }: { campaigns: readonly CampaignView[] }) {
  const { t } = useTranslation();
  const { language } = useFormat();
  const { described } = useDescribed(campaigns);
  const appeals = new Map<string, { name: string; count: number }>();
  for (const { words } of described) {
    if (words?.appeal === undefined) continue;
    const { id, name } = words.appeal;
    const known = appeals.get(id);
    appeals.set(id, { name: known?.name ?? name[language], count: (known?.count ?? 0) + 1 });
  }
  if (appeals.size === 0) return null;
  return (
    <section className="stack-s" aria-labelledby="appeals">
      <h2 id="appeals">{t('home.appeals')}</h2>
      <ul className="plain appeals">
        {[...appeals].map(([id, { name, count }]) => (
          <li key={id}>
            <Link to={`/appeal/${id}`}>
              <strong dir="auto">{name}</strong>
              <span className="soft small">{t('home.appeal', { count })}</span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
