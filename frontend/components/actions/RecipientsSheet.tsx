import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { RecipientView } from '../../../domain/views.ts';
import { dismissRecipient } from '../../flows/dismissRecipient.ts';
import { useSheet } from '../../lib/sheetHost.ts';
import { ActionSheet } from '../ActionSheet.tsx';
import { RecipientList } from '../CampaignRecipients.tsx';
import { Recipient } from '../Recipient.tsx';
import { Sheet } from '../Sheet.tsx';
import type { CampaignSheetProps } from './sheet.ts';

/** Who was vouched for in a campaign, each of whom an auditor can dismiss. */
export function RecipientsSheet({ campaign, onClose }: CampaignSheetProps) {
  const { t } = useTranslation();
  const show = useSheet();
  return (
    <Sheet title={t('campaign.recipients.title')} open onClose={onClose}>
      <RecipientList
        recipients={campaign.recipients}
        action={(one) => (
          <Button
            size="xs"
            variant="default"
            onClick={() =>
              show((close) => <DismissSheet campaign={campaign} one={one} onClose={close} />)
            }
          >
            {t('desk.dismiss.action')}
          </Button>
        )}
      />
    </Sheet>
  );
}

function DismissSheet({ campaign, one, onClose }: CampaignSheetProps & { one: RecipientView }) {
  const { t } = useTranslation();
  return (
    <ActionSheet
      danger
      title={t('desk.dismiss.title')}
      action={t('desk.dismiss.action')}
      flow={dismissRecipient(campaign, one)}
      onClose={onClose}
    >
      <p>{t('desk.dismiss.body')}</p>
      <p>
        <Recipient recipient={one.recipient} />
      </p>
    </ActionSheet>
  );
}
