import { Component, type ReactNode } from 'react';
import i18next from 'i18next';

interface State {
  readonly crashed: boolean;
}

/** Catches what breaks while a page is drawn, so that a visitor is never left with a blank one. */
export class Crash extends Component<{ children: ReactNode }, State> {
  override state: State = { crashed: false };

  static getDerivedStateFromError(): State {
    return { crashed: true };
  }

  override render(): ReactNode {
    if (!this.state.crashed) return this.props.children;
    return (
      <main className="lone" role="alert">
        <h1>{i18next.t('common.failed.crash')}</h1>
        <button type="button" onClick={() => location.reload()}>
          {i18next.t('common.failed.reload')}
        </button>
      </main>
    );
  }
}
