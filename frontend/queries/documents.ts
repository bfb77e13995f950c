import { queryOptions, useQuery } from '@tanstack/react-query';
import type { Hex } from '../../domain/hex.ts';
import type { ManifestFile } from '../../domain/manifest.ts';
import { Unreachable } from '../lib/http.ts';

/** Documents never change under their digest; the code that checks them is fetched when first needed. */
const forever = {
  staleTime: Infinity,
  gcTime: Infinity,
  retry: (count: number, error: Error) => error instanceof Unreachable && count < 3,
} as const;

const NONE = /^0x0*$/;

export const metadataQuery = (digest: Hex) =>
  queryOptions({
    queryKey: ['metadata', digest],
    queryFn: async ({ signal }) =>
      (await import('../lib/documents.ts')).fetchMetadata(digest, signal),
    enabled: !NONE.test(digest),
    ...forever,
  });
export const useMetadata = (digest: Hex) => useQuery(metadataQuery(digest));

export const manifestQuery = (digest: Hex) =>
  queryOptions({
    queryKey: ['manifest', digest],
    queryFn: async ({ signal }) =>
      (await import('../lib/documents.ts')).fetchManifest(digest, signal),
    enabled: !NONE.test(digest),
    ...forever,
  });
export const useManifest = (digest: Hex) => useQuery(manifestQuery(digest));

export const pictureQuery = (cid: string) =>
  queryOptions({
    queryKey: ['picture', cid],
    queryFn: async ({ signal }) => (await import('../lib/documents.ts')).fetchPicture(cid, signal),
    ...forever,
  });
export const usePicture = (cid: string) => useQuery(pictureQuery(cid));

/** A file of a manifest, its bytes checked against the hash stated there. */
export const fileQuery = (file: ManifestFile) =>
  queryOptions({
    queryKey: ['file', file.cid, file.sha256],
    queryFn: async () => (await import('../lib/documents.ts')).fetchFile(file),
    ...forever,
    gcTime: 60_000,
  });
export const useFile = (file: ManifestFile) => useQuery(fileQuery(file));
