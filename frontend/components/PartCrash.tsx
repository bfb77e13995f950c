import { Button } from '@mantine/core';
import { Component, type ReactNode } from 'react';
import i18next from 'i18next';
import { Notice } from './Notice.tsx';

/**
 * Catches what breaks in one part of a page, its code that could not be fetched for instance, so that
 * the rest stays: somebody without a network keeps what was there.
 */
export class PartCrash extends Component<{ readonly children: ReactNode }, { crashed: boolean }> {
  override state = { crashed: false };

  static getDerivedStateFromError(): { crashed: boolean } {
    return { crashed: true };
  }

  override render(): ReactNode {
    if (!this.state.crashed) return this.props.children;
    return (
      <Notice tone="info" title={i18next.t('common.failed.title')} name="part">
        <p>{i18next.t(navigator.onLine ? 'common.failed.crashHint' : 'common.failed.offline')}</p>
        <Button variant="default" size="xs" onClick={() => location.reload()}>
          {i18next.t('common.failed.reload')}
        </Button>
      </Notice>
    );
  }
}
