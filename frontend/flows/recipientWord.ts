import { hashTypedData } from 'viem';
import type { Hex } from '../../domain/hex.ts';
import { signWithPasskey } from '../lib/passkey.ts';
import { formOf, speakerOf } from '../lib/recipient.ts';
import type { Subject } from './desk.ts';
import { wordData, type RecipientWord } from './recipientData.ts';
import type { Tools } from './tools.ts';

/**
 * The recipient's signature under its word: by the wallet that is connected, or by the device's
 * passkey, whoever then hands it in.
 * @throws FlowError when the terms shown are not those of the payment; then nothing is signed
 */
export async function signWord(
  subject: Subject,
  word: RecipientWord,
  { at, signTypedData }: Pick<Tools, 'at' | 'signTypedData'>,
): Promise<Hex> {
  const data = wordData(subject, word);
  const speaker = speakerOf(subject.disbursement);
  if (formOf(speaker) !== 'passkey') return signTypedData(data);
  at('touch');
  // The two forms differ in their message only, which is what the types are for.
  return signWithPasskey(speaker, hashTypedData(data as Parameters<typeof hashTypedData>[0]));
}
