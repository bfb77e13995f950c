import type { TokenView } from '../../domain/views.ts';
import { symbolOf, useFormat } from '../lib/useFormat.ts';
import './Money.css';

interface Props {
  /** In the token's smallest unit; a decimal string as the read API gives it, or a number. */
  readonly units: bigint | string;
  readonly token: Pick<TokenView, 'decimals' | 'symbol'>;
}

/** The one way in which an amount stands on a page: exact, grouped, figures of equal width. */
export function Money({ units, token }: Props) {
  const format = useFormat();
  return (
    <span className="money">
      {format.amount(units, token.decimals)} <span className="money-symbol">{symbolOf(token)}</span>
    </span>
  );
}
