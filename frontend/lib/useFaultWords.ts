import { useTranslation } from 'react-i18next';
import type { ReceiptCodeError } from '../../domain/receiptCode.ts';

/** Says in one line what is wrong with a receipt code, and with which symbol where one is to blame. */
export function useFaultWords(): (error: ReceiptCodeError) => string {
  const { t } = useTranslation();
  return ({ fault, position, symbol }) =>
    t(`home.search.code.${fault}`, { position: position ?? '', symbol: symbol ?? '' });
}
