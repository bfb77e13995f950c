import * as v from 'valibot';
import {
  APPLICATION_TYPES,
  applicationDomain,
  applicationMessage,
  type ApplicationRole,
} from '../../domain/application.ts';
import { profileBytes, profileDigest, type Profile } from '../../domain/profile.ts';
import { appConfig, contractAddress } from '../app/config.ts';
import { getJson } from '../lib/http.ts';
import { asFlowError, publishBundle, storeFiles } from './publish.ts';
import type { Flow } from './tools.ts';

/** Who applies as what, with the papers that show it. */
export interface Wish {
  readonly role: ApplicationRole;
  readonly profile: Omit<Profile, 'version' | 'role' | 'papers'>;
  readonly papers: readonly File[];
}

/** Papers and profile go to the store; the account signs that the profile is its own. Costs nothing. */
export const apply =
  ({ role, profile, papers }: Wish): Flow<null> =>
  async ({ account, at, signTypedData }) => {
    at('upload');
    const bundle = { files: papers, note: '', noteName: 'papers.txt' };
    const digest = papers.length === 0 ? undefined : await publishBundle(bundle);
    const whole: Profile = {
      version: 1,
      ...profile,
      role,
      ...(digest === undefined ? {} : { papers: digest }),
    };
    const bytes = profileBytes(whole);
    await storeFiles([new File([bytes], 'profile.json', { type: 'application/json' })]);
    const document = await profileDigest(whole);
    const application = { role, account, document, at: Math.floor(Date.now() / 1000) };
    const { chainId, gatewayUrl } = appConfig();
    const signature = await signTypedData({
      domain: applicationDomain(chainId, contractAddress('Registry')),
      types: APPLICATION_TYPES,
      primaryType: 'Application',
      message: applicationMessage(application),
    });
    at('upload');
    try {
      await getJson(`${gatewayUrl}/applications`, v.looseObject({}), {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ ...application, signature }),
      });
    } catch (error) {
      throw asFlowError(error);
    }
    return null;
  };
