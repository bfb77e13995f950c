import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Subject } from '../flows/desk.ts';
import { useAccount } from '../lib/account.ts';
import { useSheet } from '../lib/sheetHost.ts';
import { usePasskeys } from '../lib/passkeyStore.ts';
import { actionsOf, type Action } from '../lib/tasks.ts';
import { useNow } from '../lib/useNow.ts';
import { ApproveSheet } from './actions/ApproveSheet.tsx';
import { AttestSheet } from './actions/AttestSheet.tsx';
import { ConfirmSheet } from './actions/ConfirmSheet.tsx';
import { DisputeDeliverySheet, DisputeSheet } from './actions/DisputeSheet.tsx';
import { EvidenceSheet } from './actions/EvidenceSheet.tsx';
import { MarkOverdueSheet, NoteReturnSheet } from './actions/FollowUpSheet.tsx';
import { PaySheet } from './actions/PaySheet.tsx';
import { RekeySheet } from './actions/RekeySheet.tsx';
import { ResolveSheet, WriteOffSheet } from './actions/RuleSheet.tsx';
import { TakeBackSheet, VetoSheet } from './actions/VetoSheet.tsx';

const SHEETS = {
  approve: ApproveSheet,
  veto: VetoSheet,
  takeBack: TakeBackSheet,
  pay: PaySheet,
  evidence: EvidenceSheet,
  moreEvidence: EvidenceSheet,
  confirm: ConfirmSheet,
  attest: AttestSheet,
  resolve: ResolveSheet,
  writeOff: WriteOffSheet,
  dispute: DisputeSheet,
  disputeDelivery: DisputeDeliverySheet,
  rekey: RekeySheet,
  noteReturn: NoteReturnSheet,
  markOverdue: MarkOverdueSheet,
} as const satisfies Record<Action, unknown>;

/** What is possible and waited for by nobody: never the filled button. */
const QUIET: readonly Action[] = [
  'veto',
  'takeBack',
  'moreEvidence',
  'writeOff',
  'dispute',
  'disputeDelivery',
  'rekey',
];

/** Buttons for whatever the visitor's account may do about a disbursement, each with its dialog. */
export function PaymentActions({ campaign, disbursement }: Subject) {
  const { t } = useTranslation();
  const account = useAccount();
  const now = useNow();
  const show = useSheet();
  const passkeys = usePasskeys();
  const actions = actionsOf(disbursement, campaign, { account, passkeys }, now);
  if (actions.length === 0) return null;
  const open = (action: Action) => {
    const Chosen = SHEETS[action];
    show((close) => <Chosen campaign={campaign} disbursement={disbursement} onClose={close} />);
  };
  return (
    <div className="row">
      {actions.map((action, i) => (
        <Button
          key={action}
          variant={i === 0 && !QUIET.includes(action) ? 'filled' : 'default'}
          data-action={action}
          onClick={() => open(action)}
        >
          {t(`desk.actions.${action}`)}
        </Button>
      ))}
    </div>
  );
}
