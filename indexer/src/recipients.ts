import { recipient, rekey } from 'ponder:schema';
import { on } from '../lib/on.ts';
import { addStep } from '../lib/steps.ts';

/** Who may be named as a recipient, and whose key replaced whose. */

on('RecipientEnrolled', async ({ at, ...event }, { db }) => {
  await db.insert(recipient).values({
    campaign: event.campaign,
    key: event.key,
    recipient: event.recipient,
    by: event.by,
    document: event.document,
    ...at,
  });
});

on('RecipientDismissed', async ({ campaign, key }, { db }) => {
  await db.delete(recipient, { campaign, key });
});

on('RecipientRekeyed', async ({ disbursement, auditor, index, carried, ...event }, context) => {
  const word = { actor: auditor, number: index, carried };
  await addStep(context, { disbursement, kind: 'rekeyed', ...word, ...event.at });
  if (!carried) return;
  const key = { recipient: event.recipient };
  await context.db
    .insert(rekey)
    .values({ disbursement, index, ...key })
    .onConflictDoUpdate(key);
});
