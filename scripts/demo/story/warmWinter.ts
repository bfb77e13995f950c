import { approve, ask, attest, confirm, pay, prove, report, Teller } from './teller.ts';
import { giveWithinTwoHours } from './twoHours.ts';

/** Half a million given in two hours, and what it becomes. */
export function warmWinter(): Teller {
  const teller = new Teller();
  giveWithinTwoHours(teller);

  ask(teller, 3, BLANKETS, ['clearmirror', 'lantern']);
  pay(teller, 6, 'blankets');
  prove(
    teller,
    21,
    'blankets',
    '运单和照片：1,500 条毛毯已在学校卸货。 Waybill and photograph: 1,500 blankets unloaded at the school.',
  );
  confirm(teller, 22, 'blankets', 'stonebridge');
  attest(teller, 24, 'blankets', 'dipper');

  ask(teller, 25, HEATERS, ['lantern', 'clearmirror']);
  pay(teller, 28, 'heaters');
  prove(
    teller,
    40,
    'heaters',
    '安装记录：46 间教室、230 台取暖器，逐台编号。 Fitting record: 230 heaters in 46 rooms, each with its number.',
  );
  confirm(teller, 42, 'heaters', 'stonebridge');

  teller.until(45, 10);
  teller.tell(CLINIC_SHARE);
  approve(teller, 'clinic-share', ['clearmirror', 'dipper']);
  pay(teller, 48, 'clinic-share');
  ask(teller, 50, MANAGEMENT, ['clearmirror', 'lantern']);
  pay(teller, 53, 'management');
  report(
    teller,
    58,
    'warm-winter',
    '第一次报告：毛毯和取暖器已到学校，60,000 转给卫生院项目。 First report: blankets and heaters are at the school, 60,000 passed on to the clinic.',
  );
  prove(
    teller,
    62,
    'management',
    '两个月的工时表和加油票据。 Time sheets and fuel receipts of the two months.',
  );
  attest(teller, 63, 'management', 'dipper');

  ask(teller, 67, COATS, ['clearmirror', 'dipper']);
  pay(teller, 70, 'coats');
  coatsAreMissing(teller);
  report(
    teller,
    112,
    'warm-winter',
    '第二次报告：棉衣到了 48 件，云织厂退回 12 件的钱，余 116,000。 Second report: 48 coats arrived, the mill gave back the price of 12. 116,000 are left.',
  );
  return teller;
}

/** 48 of 60 came. The school disputes, the mill pays the rest back, and that settles it. */
function coatsAreMissing(teller: Teller): void {
  prove(
    teller,
    85,
    'coats',
    '校门口签收的送货单：高年级棉衣。 Delivery note signed at the gate: coats for the upper school.',
  );
  teller.until(87, 10);
  teller.tell({
    do: 'dispute',
    disbursement: 'coats',
    by: 'stonebridge',
    reason: '我们清点到 48 件，不是 60 件。 We counted 48 coats, not 60.',
  });
  teller.until(95, 11);
  teller.tell({ do: 'return', id: 'coats-back', disbursement: 'coats', amount: '6000.00' });
  teller.until(97, 9);
  teller.tell({ do: 'resolve', disbursement: 'coats' });
  confirm(teller, 98, 'coats', 'stonebridge');
  attest(teller, 99, 'coats', 'dipper');
}

const BLANKETS = {
  id: 'blankets',
  campaign: 'warm-winter',
  payee: 'cloudweave',
  recipient: 'stonebridge',
  amount: '180000.00',
  category: 'goods',
  documents:
    '云织厂报价：羊毛毯 1,500 条，每条 120.00，送到学校。 Offer of Cloudweave Mill: 1,500 wool blankets at 120.00, delivered to the school.',
};

const HEATERS = {
  id: 'heaters',
  campaign: 'warm-winter',
  payee: 'warmsun',
  recipient: 'stonebridge',
  amount: '115000.00',
  category: 'goods',
  documents:
    '暖阳电器报价：取暖器 230 台，每台 500.00，含安装。 Offer of Warmsun Works: 230 heaters at 500.00, with fitting.',
};

const CLINIC_SHARE = {
  do: 'request',
  id: 'clinic-share',
  campaign: 'warm-winter',
  toCampaign: 'clinic',
  amount: '60000.00',
  category: 'transfer',
  documents:
    '决定与「雨后校医室」分享：同一座山谷，同一个冬天。 Decision to share with Clinic After Rain, the same valley and the same winter.',
};

const MANAGEMENT = {
  id: 'management',
  campaign: 'warm-winter',
  payee: 'shanhai',
  amount: '5000.00',
  category: 'management',
  documents:
    '一名协调员两个月的工资和司机的油费。 Two months of one coordinator and the drivers’ fuel.',
};

const COATS = {
  id: 'coats',
  campaign: 'warm-winter',
  payee: 'cloudweave',
  recipient: 'stonebridge',
  amount: '30000.00',
  category: 'goods',
  documents:
    '云织厂报价：棉衣 60 件，每件 500.00。 Offer of Cloudweave Mill: 60 down coats at 500.00.',
};
