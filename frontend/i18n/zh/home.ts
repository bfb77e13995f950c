import type { home as en } from '../en/home.ts';
import type { Texts } from '../texts.ts';

export const home: Texts<typeof en> = {
  title: '募捐项目',
  lead: '每一分钱，从捐出到送达，一路看得见。',
  sub: '每笔捐赠按先后排成一条线。慈善组织付款时，依次用掉线上最前面的钱——谁的钱付了什么，始终清清楚楚。',
  search: {
    label: '查找捐赠、付款或项目',
    placeholder: '交易、地址、项目或捐赠编号',
    hint: '例如 0x…，或项目编号后面加 :0',
    submit: '查找',
    title: '查找',
    none: '这条链上没有找到。',
    noneHint: '请检查是否输入完整；刚刚发出的交易需要等几秒钟。',
    entries_other: '{{count, number}} 笔入账',
    campaigns: '募捐项目',
    disbursements: '付款',
    giver: '这个地址的全部捐赠',
  },
  totals: '全部获认可项目合计（{{token}}）',
  figures: {
    given: '收到捐赠',
    paid: '已付出',
    delivered: '已证实送达',
    escrow: '托管中',
  },
  figureNote: '已证实送达：受益方确认或审计方见证。',
  recognised: '募捐项目',
  unrecognised: '未获认可',
  unrecognisedNote:
    '任何人都可以在账本上开设项目。下列项目使用的工作台或代币未获登记处认可，不计入任何合计，也不能在这里捐赠。',
  empty: '还没有募捐项目',
  emptyHint: '慈善组织开设项目后，就会出现在这里。',
  give: '捐赠',
  goal: '已达目标 {{goal}} 的 {{percent}}',
  gifts_other: '{{count, number}} 笔捐赠',
  until: '捐赠截至{{date}}',
  from: '{{date}}开放捐赠',
  ended: '已停止接受捐赠',
};
