import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { appConfig } from '../app/config.ts';
import { asLanguage } from '../i18n/index.ts';

/**
 * A link to a page's Atom feed, which the page's head names too, for readers that look there.
 * @param path below the index's `/feeds`, such as `campaign/0x…`
 * @param page what the page is called; the tab has the name later than this
 */
export function FeedLink({ path, page }: { path: string; page: string }) {
  const { t, i18n } = useTranslation();
  const lang = asLanguage(i18n.language);
  const href = `${appConfig().indexerUrl}/feeds/${path}/atom.xml?lang=${lang}`;
  const title = t('common.title', { page });
  useEffect(() => {
    const link = document.createElement('link');
    Object.assign(link, { rel: 'alternate', type: 'application/atom+xml', title });
    link.href = href;
    document.head.append(link);
    return () => link.remove();
  }, [href, title]);
  return (
    <a href={href} type="application/atom+xml" className="small">
      {t('common.subscribe')}
    </a>
  );
}
