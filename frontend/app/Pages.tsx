import { Skeleton } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { Route, Routes } from 'react-router';
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
const GiverPage = later(() => import('../pages/GiverPage.tsx'));
const VerifyPage = later(() => import('../pages/VerifyPage.tsx'), 'verify');
const ReceiptPage = later(() => import('../pages/ReceiptPage.tsx'), 'receipt');
const SearchPage = lazy(() => import('../pages/SearchPage.tsx'));
// Those who work here open these: not even their names burden a donor's first page.
const DeskPages = lazy(() => import('./DeskPages.tsx'));

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
        <Route path="giver" element={<GiverPage />} />
        <Route path="giver/:address" element={<GiverPage />} />
        <Route path="verify" element={<VerifyPage />} />
        <Route path="receipt" element={<ReceiptPage />} />
        <Route path="search" element={<SearchPage />} />
        <Route path="*" element={<DeskPages />} />
      </Routes>
    </Suspense>
  );
}
