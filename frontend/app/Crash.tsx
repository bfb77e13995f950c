import { Component, type ReactNode } from 'react';
import i18next from 'i18next';

interface Props {
  readonly children: ReactNode;
  /** Where the visitor is: what broke in one place is forgotten in the next. */
  readonly place?: string;
}

interface State {
  readonly crashed: boolean;
  readonly place: string | undefined;
}

/**
 * Catches what breaks while a page is drawn, so that a visitor is never left with a blank one. One
 * stands inside the frame, so that its navigation keeps working, and one around everything.
 */
export class Crash extends Component<Props, State> {
  override state: State = { crashed: false, place: this.props.place };

  static getDerivedStateFromError(): Partial<State> {
    return { crashed: true };
  }

  static getDerivedStateFromProps({ place }: Props, state: State): State | null {
    return place === state.place ? null : { crashed: false, place };
  }

  override render(): ReactNode {
    if (!this.state.crashed) return this.props.children;
    return (
      <section className="card lone" role="alert">
        <h1>{i18next.t('common.failed.crash')}</h1>
        <p className="soft">{i18next.t('common.failed.crashHint')}</p>
        <div className="row lone-ways">
          <button type="button" className="plain-button" onClick={() => location.reload()}>
            {i18next.t('common.failed.reload')}
          </button>
          <a href="/">{i18next.t('common.failed.toCampaigns')}</a>
        </div>
      </section>
    );
  }
}
