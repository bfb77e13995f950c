import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useConnect, useConnection, useConnectors, useDisconnect } from 'wagmi';
import { WalletScope } from '../app/WalletScope.tsx';
import { setAccount } from '../lib/account.ts';
import { cleanLine } from '../../domain/text.ts';
import { Hash } from './Hash.tsx';
import { Sheet } from './Sheet.tsx';

interface Props {
  readonly open: boolean;
  readonly onClose: () => void;
}

/** Wallets that this browser has, each found by EIP-6963, or the one connected. */
export default function ConnectSheet(props: Props) {
  return (
    <WalletScope>
      <Choice {...props} />
    </WalletScope>
  );
}

function Choice({ open, onClose }: Props) {
  const { t } = useTranslation();
  const connectors = useConnectors();
  const { address, status } = useConnection();
  const { mutate: connect, isPending } = useConnect();
  const { mutate: disconnect } = useDisconnect();
  return (
    <Sheet title={t('flow.wallet.choose')} open={open} onClose={onClose}>
      {status === 'connected' ? (
        <div className="row row-apart">
          <Hash value={address} />
          <Button
            variant="default"
            onClick={() => {
              disconnect();
              setAccount(null);
              onClose();
            }}
          >
            {t('flow.wallet.disconnect')}
          </Button>
        </div>
      ) : (
        <div className="stack-s">
          {connectors.length === 0 && <p className="soft">{t('flow.wallet.none')}</p>}
          {connectors.map((connector) => (
            <Button
              key={connector.uid}
              variant="default"
              size="md"
              loading={isPending}
              onClick={() => connect({ connector }, { onSuccess: onClose })}
            >
              {cleanLine(connector.name).slice(0, 40)}
            </Button>
          ))}
        </div>
      )}
    </Sheet>
  );
}
