import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, NavLink, useLocation } from 'react-router';
import { AccountMenu } from '../components/AccountMenu.tsx';
import { CampaignsIcon, DeskIcon, GiftIcon, VerifyIcon } from '../components/icons.tsx';
import { LiveLine } from '../components/LiveLine.tsx';
import { PendingGifts } from '../components/PendingGifts.tsx';
import { ServiceNotices } from '../components/ServiceNotices.tsx';
import { StageButton } from '../components/StageButton.tsx';
import { SunMark } from '../components/SunMark.tsx';
import { asLanguage, speak } from '../i18n/index.ts';
import { useLiveBlocks } from '../queries/status.ts';
import { Crash } from './Crash.tsx';
import { Footer } from './Footer.tsx';
import './Layout.css';
import './touch.css';

/** The frame of every page: header with the line of light, navigation, notices, footer. */
export function Layout({ children }: { children: ReactNode }) {
  const { t, i18n } = useTranslation();
  const { pathname } = useLocation();
  useLiveBlocks();
  const main = useTopOfPage();
  const language = asLanguage(i18n.language);
  const other = language === 'zh' ? 'en' : 'zh';
  const items = [
    { to: '/', text: t('common.nav.campaigns'), icon: <CampaignsIcon /> },
    { to: '/giver', text: t('common.nav.mine'), icon: <GiftIcon /> },
    { to: '/verify', text: t('common.nav.verify'), icon: <VerifyIcon /> },
    { to: '/desk', text: t('common.nav.desk'), icon: <DeskIcon /> },
  ];
  return (
    <>
      <a className="skip" href="#main">
        {t('common.skip')}
      </a>
      <header className="head">
        <div className="head-row">
          <Link to="/" className="brand">
            <SunMark />
            <span>{t('common.product')}</span>
          </Link>
          <nav className="nav" aria-label={t('common.nav.label')}>
            {items.map(({ to, text, icon }) => (
              <NavLink key={to} to={to} end={to === '/'} className="nav-item">
                <span className="nav-icon">{icon}</span>
                {text}
              </NavLink>
            ))}
          </nav>
          <div className="head-tools">
            <button
              type="button"
              className="tool"
              lang={other === 'zh' ? 'zh-CN' : 'en'}
              onClick={() => void speak(other)}
            >
              {t(`common.language.${other}`)}
            </button>
            <AccountMenu />
          </div>
        </div>
        <LiveLine />
      </header>
      <main ref={main} id="main" className="page" tabIndex={-1}>
        <ServiceNotices />
        <PendingGifts />
        <Crash place={pathname}>{children}</Crash>
      </main>
      <Footer />
      <StageButton />
    </>
  );
}

/** Another page begins at its top, and there a screen reader goes on. */
function useTopOfPage() {
  const { pathname } = useLocation();
  const main = useRef<HTMLElement>(null);
  const shown = useRef(pathname);
  useEffect(() => {
    if (shown.current === pathname) return;
    shown.current = pathname;
    window.scrollTo(0, 0);
    main.current?.focus({ preventScroll: true });
  }, [pathname]);
  return main;
}
