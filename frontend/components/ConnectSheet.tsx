import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useConnect, useConnection, useConnectors, useDisconnect } from 'wagmi';
import { WalletScope } from '../app/WalletScope.tsx';
import { troubleOf } from '../flows/errors.ts';
import { setAccount } from '../lib/account.ts';
import { walletApps } from '../lib/walletApps.ts';
import { cleanLine } from '../../domain/text.ts';
import { Hash } from './Hash.tsx';
import { Notice } from './Notice.tsx';
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
  const { mutate: connect, isPending, variables, error } = useConnect();
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
          {connectors.map((connector) => (
            <Button
              key={connector.uid}
              variant="default"
              size="md"
              loading={isPending && variables.connector === connector}
              disabled={isPending}
              leftSection={<Icon of={connector.icon} />}
              onClick={() => connect({ connector }, { onSuccess: onClose })}
            >
              {cleanLine(connector.name).slice(0, 40)}
            </Button>
          ))}
          {error !== null && (
            <Notice tone="info" live>
              {t(
                troubleOf(error).kind === 'rejected'
                  ? 'flow.wallet.declined'
                  : 'flow.wallet.failed',
              )}
            </Notice>
          )}
          {connectors.length === 0 && <Elsewhere />}
        </div>
      )}
    </Sheet>
  );
}

/** A wallet announces its own picture; only one that stands in the address itself is shown. */
function Icon({ of }: { of: string | undefined }) {
  if (of === undefined || !/^data:image\/(?:png|webp|jpeg|svg\+xml)[;,]/.test(of)) return null;
  return <img src={of.trim()} alt="" width={24} height={24} />;
}

/** Where this browser has no wallet: phones have them as apps, each with a browser of its own. */
function Elsewhere() {
  const { t } = useTranslation();
  return (
    <>
      <p className="soft">{t('flow.wallet.none')}</p>
      {matchMedia('(pointer: coarse)').matches && (
        <>
          <p>{t('flow.wallet.openIn')}</p>
          {walletApps(location.href).map(({ name, link }) => (
            <Button
              key={name}
              component="a"
              href={link}
              rel="noreferrer noopener"
              variant="default"
              size="md"
            >
              {name}
            </Button>
          ))}
          <p className="small soft">{t('flow.wallet.noPasskeys')}</p>
        </>
      )}
    </>
  );
}
