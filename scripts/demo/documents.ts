import { canonicalBytes } from '../../domain/canonicalJson.ts';
import { ZERO_BYTES32 } from '../../domain/hex.ts';
import type { Hex } from '../../domain/hex.ts';
import { metadataBytes } from '../../domain/metadata.ts';
import type { CampaignMetadata } from '../../domain/metadata.ts';
import type { BundleTopic, Documents } from '../scenario/documents.ts';
import type { Scenario } from '../scenario/steps.ts';
import { keepBatch } from './batches.ts';
import type { Cast } from './cast.ts';
import { GatewayClient } from './gatewayClient.ts';
import type { NamedFile } from './gatewayClient.ts';
import { draw } from './pictures.ts';

const APPEAL = {
  id: 'cloud-ridge',
  name: { en: 'A winter on Cloud Ridge', zh: '云岭的冬天' },
} as const;

/**
 * Stores everything that the story says in words and pictures, and hands out the digests.
 * @throws GatewayRefusal
 */
export async function storeDocuments(
  { gatewayUrl, batchesFolder }: { readonly gatewayUrl: string; readonly batchesFolder: string },
  scenario: Scenario,
  cast: Cast,
): Promise<Documents> {
  const gateway = new GatewayClient(gatewayUrl);
  const { decimals } = scenario.token;
  const keeping = { gatewayUrl, folder: batchesFolder, decimals };
  const parties = await storeParties(gateway, cast);
  const campaigns = await storeCampaigns(gateway, scenario, cast);
  const bundles = new Map<string, Hex>();
  for (const { topic, text } of bundlesOf(scenario)) {
    const files = [noteOf(topic, text)];
    if (topic.kind === 'evidence') files.push(...(await proofsOf(topic.subject, cast)));
    bundles.set(keyOf(topic, text), await gateway.storeBundle(files, text));
  }

  return {
    metadata: async (campaign) => campaigns.get(campaign) ?? ZERO_BYTES32,
    batch: (scope, operator, gifts) => keepBatch(keeping, scope, operator, gifts),
    party: async (name) => parties.get(name) ?? ZERO_BYTES32,
    bundle: async (topic, text) => {
      const digest = bundles.get(keyOf(topic, text));
      if (digest === undefined) throw new Error(`no documents of ${topic.subject}`);
      return digest;
    },
  };
}

/** One small JSON document for each person: who this is. */
async function storeParties(gateway: GatewayClient, cast: Cast): Promise<Map<string, Hex>> {
  const names = Object.keys(cast.people);
  const digests = new Map<string, Hex>();
  // The gateway takes so many files at once.
  for (let i = 0; i < names.length; i += 10) {
    const some = names.slice(i, i + 10);
    const files = some.map((id): NamedFile => {
      const { name, role, story } = cast.people[id] ?? {};
      return { name: `${id}.json`, bytes: canonicalBytes({ version: 1, name, role, story }) };
    });
    const stored = await gateway.store(files);
    stored.forEach(({ sha256 }, k) => digests.set(some[k] ?? '', sha256));
  }
  return digests;
}

async function storeCampaigns(
  gateway: GatewayClient,
  scenario: Scenario,
  cast: Cast,
): Promise<Map<string, Hex>> {
  const charities = new Map([['general', 'foundation']]);
  for (const step of scenario.steps)
    if (step.do === 'campaign') charities.set(step.id, step.charity);
  const digests = new Map<string, Hex>();
  for (const [id, charity] of charities) {
    const words = cast.campaigns[id];
    const keeper = cast.people[charity];
    if (words === undefined || keeper === undefined) continue;
    const { scene, name, summary, story, appeal } = words;
    const [image] = await gateway.store([{ name: `${id}.jpg`, bytes: await draw(scene) }]);
    const metadata: CampaignMetadata = {
      version: 1,
      name,
      summary,
      story,
      charity: { name: keeper.name },
      ...(appeal === undefined ? {} : { appeal: APPEAL }),
      images: image === undefined ? [] : [image.cid],
    };
    const [document] = await gateway.store([
      { name: `${id}.json`, bytes: metadataBytes(metadata) },
    ]);
    digests.set(id, document?.sha256 ?? ZERO_BYTES32);
  }
  return digests;
}

function bundlesOf({ steps }: Scenario): { topic: BundleTopic; text: string }[] {
  const campaigns = new Map<string, string>();
  const bundles: { topic: BundleTopic; text: string }[] = [];
  for (const step of steps) {
    if (step.do === 'request' || step.do === 'fee') {
      campaigns.set(step.id, step.campaign);
      if (step.documents === undefined) continue;
      const topic = { kind: 'request', campaign: step.campaign, subject: step.id } as const;
      bundles.push({ topic, text: step.documents });
    } else if (step.do === 'evidence') {
      const campaign = campaigns.get(step.disbursement) ?? '';
      const topic = { kind: 'evidence', campaign, subject: step.disbursement } as const;
      bundles.push({ topic, text: step.text });
    } else if (step.do === 'report' && step.text !== undefined) {
      const topic = { kind: 'report', campaign: step.campaign, subject: step.campaign } as const;
      bundles.push({ topic, text: step.text });
    }
  }
  return bundles;
}

const FILE_NAMES = { request: 'offer', evidence: 'note', report: 'report' } as const;

/** A photograph and a paper, as far as the cast has any of a delivery. */
async function proofsOf(
  disbursement: string,
  { pictures, papers, texts }: Cast,
): Promise<NamedFile[]> {
  const files: NamedFile[] = [];
  const scene = pictures[disbursement];
  if (scene !== undefined) {
    // Two deliveries with the same photograph would look as if only one had taken place.
    const hour = 1 + Object.keys(pictures).indexOf(disbursement);
    files.push({ name: `${disbursement}.jpg`, bytes: await draw(scene, hour) });
  }
  const paper = papers[disbursement];
  if (paper !== undefined) files.push(textFile(paper, texts[paper] ?? ''));
  return files;
}

function noteOf({ kind, subject }: BundleTopic, text: string): NamedFile {
  return textFile(`${subject}-${FILE_NAMES[kind]}`, text);
}

function textFile(name: string, text: string): NamedFile {
  return { name: `${name}.txt`, bytes: new TextEncoder().encode(`${text}\n`) };
}

function keyOf({ kind, subject }: BundleTopic, text: string): string {
  return `${kind} ${subject} ${text}`;
}
