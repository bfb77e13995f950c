import { DeploymentError, oneLine } from './errors.ts';

/**
 * Has a gateway keep a document under its CID.
 * @throws DeploymentError when it does not answer or refuses
 */
export async function storeDocument(
  gateway: string,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<void> {
  let response: Response;
  try {
    response = await fetch(new URL('/documents?name=campaign.json', gateway), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: bytes,
    });
  } catch (error) {
    throw new DeploymentError(`the gateway at ${gateway} does not answer: ${oneLine(error)}`);
  }
  if (!response.ok) {
    throw new DeploymentError(`the gateway refuses the metadata: ${await response.text()}`);
  }
}
