import { cidFromDigest } from '../cid.ts';
import type { Hex } from '../hex.ts';
import type { CampaignState } from '../state.ts';
import { xml, type XmlElement } from '../xml.ts';
import { dayOf, narratives } from './publisher.ts';

/** Digests of a campaign's documents, and what each of them is. */
export interface NamedDocument {
  readonly digest: Hex;
  readonly title: string;
  /** Of IATI's list of document categories. */
  readonly category: 'A02' | 'A07' | 'A08';
  readonly time: number;
}

/** What a campaign published: its description, reports and evidence, in the order of the chain. */
export function documentsOf({ rules, opened, reports, requests }: CampaignState): NamedDocument[] {
  const description: NamedDocument[] =
    rules === null
      ? []
      : [
          {
            digest: rules.metadata,
            title: 'What the campaign is for',
            category: 'A02',
            time: opened.timestamp,
          },
        ];
  const published = reports.map(({ digest, at }, i): NamedDocument => {
    return { digest, title: `Report ${i + 1}`, category: 'A07', time: at.timestamp };
  });
  const evidence = requests.flatMap(({ terms, evidence: bundles }) =>
    bundles.map(({ digest, at }): NamedDocument => {
      const title = `Evidence of payment request ${terms.number}`;
      return { digest, title, category: 'A08', time: at.timestamp };
    }),
  );
  return [...description, ...published, ...evidence];
}

/** A document's address at a store, with the digest that tells whether it is the one. */
export function documentElement(document: NamedDocument, storeUrl: string): XmlElement {
  const { digest, title, category, time } = document;
  return xml(
    'document-link',
    { format: 'application/json', url: `${storeUrl}/${cidFromDigest(digest)}` },
    xml('title', {}, ...narratives(title)),
    xml('description', {}, ...narratives(`SHA-256 ${digest}, as recorded on chain`)),
    xml('category', { code: category }),
    xml('document-date', { 'iso-date': dayOf(time) }),
  );
}
