import { Route, Routes } from 'react-router';
import { Missing } from '../components/Missing.tsx';
import { later } from '../lib/later.ts';

const CertificatePage = later(() => import('../pages/CertificatePage.tsx'), 'certificate');
const SmallCertificatePage = later(
  () => import('../pages/SmallCertificatePage.tsx'),
  'certificate',
  'receipt',
);
const SandboxPage = later(() => import('../pages/SandboxPage.tsx'), 'receipt');
const AuditPage = later(() => import('../pages/AuditPage.tsx'), 'audit');
const DeskPage = later(() => import('../pages/DeskPage.tsx'));
const PaymentPage = later(() => import('../pages/PaymentPage.tsx'));
const EnrolPage = later(() => import('../pages/EnrolPage.tsx'));
const RecipientPage = later(() => import('../pages/RecipientPage.tsx'));
const RequestPage = later(() => import('../pages/RequestPage.tsx'));
const CreatePage = later(() => import('../pages/CreatePage.tsx'), 'more', 'charity');
const EndPage = later(() => import('../pages/EndPage.tsx'), 'more', 'charity');
const ApplyPage = later(() => import('../pages/ApplyPage.tsx'), 'more', 'charity');
const ImportPage = later(() => import('../pages/ImportPage.tsx'), 'more', 'charity');
const OfficePage = later(() => import('../pages/OfficePage.tsx'), 'more', 'charity');

/** The pages of charities, auditors, recipients and offices, and whatever else donors seldom open. */
export default function DeskPages() {
  return (
    <Routes>
      <Route path="certificate" element={<SmallCertificatePage />} />
      <Route path="certificate/:campaign/:index" element={<CertificatePage />} />
      <Route path="sandbox" element={<SandboxPage />} />
      <Route path="audit" element={<AuditPage />} />
      <Route path="desk" element={<DeskPage />} />
      <Route path="payment/:id" element={<PaymentPage />} />
      <Route path="enrol" element={<EnrolPage />} />
      <Route path="recipient" element={<RecipientPage />} />
      <Route path="desk/request/:id" element={<RequestPage />} />
      <Route path="desk/create" element={<CreatePage />} />
      <Route path="desk/end/:id" element={<EndPage />} />
      <Route path="apply" element={<ApplyPage />} />
      <Route path="desk/import" element={<ImportPage />} />
      <Route path="office" element={<OfficePage />} />
      <Route path="*" element={<Missing />} />
    </Routes>
  );
}
