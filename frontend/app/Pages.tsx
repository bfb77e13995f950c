import { Skeleton } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { Route, Routes } from 'react-router';
import { HomePage } from '../pages/HomePage.tsx';

const CampaignPage = lazy(() => import('../pages/CampaignPage.tsx'));

/** Which page stands at which address. All but the first are fetched when they are opened. */
export function Pages() {
  return (
    <Suspense fallback={<Skeleton height={240} radius="lg" />}>
      <Routes>
        <Route index element={<HomePage />} />
        <Route path="campaign/:id" element={<CampaignPage />} />
      </Routes>
    </Suspense>
  );
}
