import { z } from 'zod';
import { DeploymentError, oneLine } from './errors.ts';

const stored = z.object({ documents: z.tuple([z.object({ cid: z.string() })]) });

/**
 * Has a gateway keep a plain text of any length that it takes.
 * @param name under which it arrives there
 * @param cid what it must be called there
 * @throws DeploymentError when the gateway does not answer, refuses, or names the text otherwise
 */
export async function storeText(
  gateway: string,
  name: string,
  body: Blob,
  cid: string,
): Promise<void> {
  const url = new URL(`/documents?name=${name}`, gateway);
  const headers = { 'content-type': 'text/plain' };
  const response = await fetch(url, { method: 'POST', headers, body }).catch((error: unknown) => {
    throw new DeploymentError(`the gateway at ${gateway} does not answer: ${oneLine(error)}`);
  });
  const text = await response.text();
  if (!response.ok) {
    throw new DeploymentError(`the gateway refuses ${name} (${response.status}): ${text}`);
  }
  const answer = stored.safeParse(parseJson(text));
  if (!answer.success) throw new DeploymentError(`what answers at ${gateway} is no gateway`);
  const [kept] = answer.data.documents;
  if (kept.cid !== cid) throw new DeploymentError(`the gateway keeps ${kept.cid}, not ${cid}`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
