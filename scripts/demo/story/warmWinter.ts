import { booksWait, campEnds, campLife, others } from './others.ts';
import { approve, ask, pay, prove } from './teller.ts';
import type { Teller } from './teller.ts';

/** What Warm Winter's money becomes; the other campaigns' days lie in between. */
export function warmWinter(teller: Teller): void {
  const blankets = {
    id: 'blankets',
    campaign: 'warm-winter',
    payee: 'cloudweave',
    recipient: 'stonebridge',
    amount: '180000.00',
    category: 'goods',
    documents: 'Offer of Cloudweave Mill: 1,500 wool blankets at 120.00, delivered to the school.',
  };
  const heaters = {
    id: 'heaters',
    campaign: 'warm-winter',
    payee: 'warmsun',
    recipient: 'stonebridge',
    amount: '115000.00',
    category: 'goods',
    documents: 'Offer of Warmsun Works: 230 heaters at 500.00, with fitting.',
  };
  const clinicShare = {
    do: 'request',
    id: 'clinic-share',
    campaign: 'warm-winter',
    toCampaign: 'clinic',
    amount: '60000.00',
    category: 'transfer',
    documents: 'Decision to share with Clinic After Rain, the same valley and the same winter.',
  };
  const medicine = {
    id: 'medicine',
    campaign: 'clinic',
    payee: 'herbs',
    recipient: 'willowcreek',
    amount: '20500.00',
    category: 'goods',
    documents: 'Offer of Hundred Herbs: winter medicine for 410 patients at 50.00.',
  };
  const management = {
    id: 'management',
    campaign: 'warm-winter',
    payee: 'shanhai',
    amount: '5000.00',
    category: 'management',
    documents: 'Two months of one coordinator and the drivers’ fuel.',
  };
  const coats = {
    id: 'coats',
    campaign: 'warm-winter',
    payee: 'cloudweave',
    recipient: 'stonebridge',
    amount: '30000.00',
    category: 'goods',
    documents: 'Offer of Cloudweave Mill: 60 down coats at 500.00.',
  };

  ask(teller, 3, blankets, ['clearmirror', 'lantern']);
  pay(teller, 6, 'blankets');
  others(teller);
  prove(teller, 21, 'blankets', 'Waybill and photograph: 1,500 blankets unloaded at the school.');
  teller.until(22, 9);
  teller.tell({ do: 'confirm', disbursement: 'blankets', by: 'stonebridge' });
  teller.until(24, 15);
  teller.tell({ do: 'attest', disbursement: 'blankets', auditor: 'dipper' });

  ask(teller, 25, heaters, ['lantern', 'clearmirror']);
  pay(teller, 28, 'heaters');
  campLife(teller);
  prove(teller, 40, 'heaters', 'Fitting record: 230 heaters in 46 rooms, each with its number.');
  teller.until(42, 9);
  teller.tell({ do: 'confirm', disbursement: 'heaters', by: 'stonebridge' });

  teller.until(45, 10);
  teller.tell(clinicShare);
  approve(teller, 'clinic-share', ['clearmirror', 'dipper']);
  pay(teller, 48, 'clinic-share');
  ask(teller, 49, medicine, ['lantern', 'dipper']);
  ask(teller, 50, management, ['clearmirror', 'lantern']);
  pay(teller, 53, 'medicine', 'management');
  prove(teller, 60, 'medicine', 'Delivery note and batch numbers: 410 courses of winter medicine.');
  teller.until(61, 9);
  teller.tell({ do: 'confirm', disbursement: 'medicine', by: 'willowcreek' });
  prove(teller, 62, 'management', 'Time sheets and fuel receipts of the two months.');
  teller.until(63, 15);
  teller.tell({ do: 'attest', disbursement: 'medicine', auditor: 'lantern' });
  teller.tell({ do: 'attest', disbursement: 'management', auditor: 'dipper' });

  ask(teller, 67, coats, ['clearmirror', 'dipper']);
  pay(teller, 70, 'coats');
  campEnds(teller);
  prove(teller, 85, 'coats', 'Delivery note signed at the gate: 48 coats of 60. The mill agrees.');
  teller.until(95, 11);
  teller.tell({ do: 'return', id: 'coats-back', disbursement: 'coats', amount: '6000.00' });
  teller.until(97, 9);
  teller.tell({ do: 'confirm', disbursement: 'coats', by: 'stonebridge' });
  teller.until(99, 15);
  teller.tell({ do: 'attest', disbursement: 'coats', auditor: 'dipper' });
  booksWait(teller);
}
