import { Skeleton } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { Route, Routes } from 'react-router';
import { Missing } from '../components/Missing.tsx';
import { later } from '../lib/later.ts';

const loadHome = () => import('../pages/HomePage.tsx');
// Where it is what the visitor opens first it comes beside the texts and the configuration.
if (location.pathname === '/') void loadHome().catch(() => undefined);

const HomePage = lazy(loadHome);
const CampaignsPage = later(() => import('../pages/CampaignsPage.tsx'), 'shown');
const AppealPage = later(() => import('../pages/AppealPage.tsx'), 'shown');
const CampaignPage = lazy(() => import('../pages/CampaignPage.tsx'));
const GivePage = later(() => import('../pages/GivePage.tsx'));
const FollowPage = lazy(() => import('../pages/FollowPage.tsx'));
const FollowTxPage = lazy(() => import('../pages/FollowTxPage.tsx'));
const CertificatePage = later(() => import('../pages/CertificatePage.tsx'), 'certificate');
const GiverPage = later(() => import('../pages/GiverPage.tsx'));
const VerifyPage = later(() => import('../pages/VerifyPage.tsx'), 'verify');
const ReceiptPage = later(() => import('../pages/ReceiptPage.tsx'), 'receipt');
const SandboxPage = later(() => import('../pages/SandboxPage.tsx'), 'receipt');
const AuditPage = later(() => import('../pages/AuditPage.tsx'), 'audit');
const SearchPage = lazy(() => import('../pages/SearchPage.tsx'));
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

/** Which page stands at which address. Each is fetched when it is opened. */
export function Pages() {
  return (
    <Suspense fallback={<Skeleton height={240} radius="lg" />}>
      <Routes>
        <Route index element={<HomePage />} />
        <Route path="campaigns" element={<CampaignsPage />} />
        <Route path="appeal/:id" element={<AppealPage />} />
        <Route path="campaign/:id" element={<CampaignPage />} />
        <Route path="give/:id" element={<GivePage />} />
        <Route path="follow/tx/:tx" element={<FollowTxPage />} />
        <Route path="follow/:campaign/:index" element={<FollowPage />} />
        <Route path="certificate/:campaign/:index" element={<CertificatePage />} />
        <Route path="giver" element={<GiverPage />} />
        <Route path="giver/:address" element={<GiverPage />} />
        <Route path="verify" element={<VerifyPage />} />
        <Route path="receipt" element={<ReceiptPage />} />
        <Route path="sandbox" element={<SandboxPage />} />
        <Route path="audit" element={<AuditPage />} />
        <Route path="search" element={<SearchPage />} />
        <Route path="desk" element={<DeskPage />} />
        <Route path="desk/request/:id" element={<RequestPage />} />
        <Route path="desk/create" element={<CreatePage />} />
        <Route path="desk/import" element={<ImportPage />} />
        <Route path="desk/end/:id" element={<EndPage />} />
        <Route path="apply" element={<ApplyPage />} />
        <Route path="office" element={<OfficePage />} />
        <Route path="enrol" element={<EnrolPage />} />
        <Route path="recipient" element={<RecipientPage />} />
        <Route path="payment/:id" element={<PaymentPage />} />
        <Route path="*" element={<Missing />} />
      </Routes>
    </Suspense>
  );
}
