import { Skeleton } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { Route, Routes } from 'react-router';
import { Missing } from '../components/Missing.tsx';
import { HomePage } from '../pages/HomePage.tsx';

const CampaignPage = lazy(() => import('../pages/CampaignPage.tsx'));
const GivePage = lazy(() => import('../pages/GivePage.tsx'));
const FollowPage = lazy(() => import('../pages/FollowPage.tsx'));
const GiverPage = lazy(() => import('../pages/GiverPage.tsx'));
const VerifyPage = lazy(() => import('../pages/VerifyPage.tsx'));
const SearchPage = lazy(() => import('../pages/SearchPage.tsx'));
const DeskPage = lazy(() => import('../pages/DeskPage.tsx'));
const PaymentPage = lazy(() => import('../pages/PaymentPage.tsx'));
const RequestPage = lazy(() => import('../pages/RequestPage.tsx'));
const FollowTxPage = lazy(() => import('../pages/FollowTxPage.tsx'));

/** Which page stands at which address. All but the first are fetched when they are opened. */
export function Pages() {
  return (
    <Suspense fallback={<Skeleton height={240} radius="lg" />}>
      <Routes>
        <Route index element={<HomePage />} />
        <Route path="campaign/:id" element={<CampaignPage />} />
        <Route path="give/:id" element={<GivePage />} />
        <Route path="follow/tx/:tx" element={<FollowTxPage />} />
        <Route path="follow/:campaign/:index" element={<FollowPage />} />
        <Route path="giver" element={<GiverPage />} />
        <Route path="giver/:address" element={<GiverPage />} />
        <Route path="verify" element={<VerifyPage />} />
        <Route path="search" element={<SearchPage />} />
        <Route path="desk" element={<DeskPage />} />
        <Route path="desk/request/:id" element={<RequestPage />} />
        <Route path="payment/:id" element={<PaymentPage />} />
        <Route path="*" element={<Missing />} />
      </Routes>
    </Suspense>
  );
}
