import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Subject } from '../flows/desk.ts';
import { useAccount } from '../lib/account.ts';
import { useSheet } from '../lib/sheetHost.ts';
import { actionsOf, type Action } from '../lib/tasks.ts';
import { useNow } from '../lib/useNow.ts';
import { ApproveSheet } from './actions/ApproveSheet.tsx';
import { AttestSheet } from './actions/AttestSheet.tsx';
import { ConfirmSheet } from './actions/ConfirmSheet.tsx';
import { EvidenceSheet } from './actions/EvidenceSheet.tsx';
import { PaySheet } from './actions/PaySheet.tsx';
import { VetoSheet } from './actions/VetoSheet.tsx';

const SHEETS = {
  approve: ApproveSheet,
  veto: VetoSheet,
  pay: PaySheet,
  evidence: EvidenceSheet,
  moreEvidence: EvidenceSheet,
  confirm: ConfirmSheet,
  attest: AttestSheet,
} as const satisfies Record<Action, unknown>;

/** Buttons for whatever the visitor's account may do about a disbursement, each with its dialog. */
export function PaymentActions({ campaign, disbursement }: Subject) {
  const { t } = useTranslation();
  const account = useAccount();
  const now = useNow();
  const show = useSheet();
  const actions = actionsOf(disbursement, campaign, account, now);
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
          variant={i === 0 && action !== 'veto' ? 'filled' : 'default'}
          data-action={action}
          onClick={() => open(action)}
        >
          {t(`desk.actions.${action}`)}
        </Button>
      ))}
    </div>
  );
}
