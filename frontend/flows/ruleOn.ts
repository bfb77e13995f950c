import { ENUMS } from '../../domain/eventShape.ts';
import type { DisbursementView } from '../../domain/views.ts';
import { callOf, deskAt } from './call.ts';
import { rulesOf, termsOf, type Subject } from './desk.ts';
import type { Flow } from './tools.ts';

export type Ruling = DisbursementView['rulings'][number]['ruling'];

/** An auditor supports a ruling on a payment; the last one needed carries it out. */
export const ruleOn =
  ({ campaign, disbursement }: Subject, ruling: Ruling): Flow<null> =>
  async ({ send }) => {
    const kind = ENUMS.ruling.indexOf(ruling);
    const args = [rulesOf(campaign), termsOf(disbursement.terms), kind] as const;
    await send(callOf(deskAt(campaign.desk), 'rule', args));
    return null;
  };
