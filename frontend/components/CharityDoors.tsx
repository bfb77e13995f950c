import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

/** Where charities, and those who hold an office, go on from the desk. */
export function CharityDoors() {
  const { t } = useTranslation();
  return (
    <nav className="card stack-s" aria-label={t('desk.doors.title')}>
      <h2>{t('desk.doors.title')}</h2>
      <ul className="plain doors">
        <li>
          <Link to="/desk/create">{t('desk.doors.create')}</Link>
        </li>
        <li>
          <Link to="/apply">{t('desk.doors.apply')}</Link>
        </li>
        <li>
          <Link to="/desk/import">{t('desk.doors.import')}</Link>
        </li>
        <li>
          <Link to="/office">{t('desk.doors.office')}</Link>
        </li>
      </ul>
    </nav>
  );
}
