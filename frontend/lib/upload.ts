import * as v from 'valibot';
import { DOCUMENT_TYPES, type ManifestFile } from '../../domain/manifest.ts';
import { appConfig } from '../app/config.ts';
import { BadAnswer, Refused, Unreachable } from './http.ts';
import { wordSchema } from './schema.ts';

const storedSchema = v.object({
  name: v.string(),
  type: v.picklist(DOCUMENT_TYPES),
  size: v.pipe(v.number(), v.integer(), v.minValue(1)),
  cid: v.string(),
  sha256: wordSchema,
});
const answerSchema = v.object({ documents: v.tuple([storedSchema]) });
const refusalSchema = v.object({ error: v.string(), message: v.string() });

/** Milliseconds without any progress after which a connection counts as lost. */
const PATIENCE = 60_000;

/**
 * Stores one file at the gateway, telling how much of it has gone. `fetch` cannot tell that.
 * @param onProgress called with the share sent, 0 to 1
 * @throws Refused, Unreachable, BadAnswer
 */
export function uploadFile(file: File, onProgress: (share: number) => void): Promise<ManifestFile> {
  const body = new FormData();
  body.append('files', file, file.name);
  const url = `${appConfig().gatewayUrl}/documents`;
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const lost = () => reject(new Unreachable(`${new URL(url).origin} does not answer`));
    request.open('POST', url);
    request.timeout = PATIENCE;
    request.responseType = 'json';
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.onerror = lost;
    request.ontimeout = lost;
    request.onload = () => {
      const answer: unknown = request.response;
      const stored = v.safeParse(answerSchema, answer);
      if (stored.success) {
        onProgress(1);
        return resolve(stored.output.documents[0]);
      }
      const refusal = v.safeParse(refusalSchema, answer);
      if (request.status >= 500) return lost();
      if (refusal.success) {
        return reject(new Refused(refusal.output));
      }
      reject(new BadAnswer('the store answered something else'));
    };
    request.send(body);
  });
}
