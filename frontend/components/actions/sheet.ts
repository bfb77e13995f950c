import type { Subject } from '../../flows/desk.ts';

/** What every dialog about a disbursement is given. */
export interface SheetProps extends Subject {
  readonly onClose: () => void;
}
