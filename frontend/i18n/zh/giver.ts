import type { giver as en } from '../en/giver.ts';
import type { Texts } from '../texts.ts';

export const giver: Texts<typeof en> = {
  title: '我的捐赠',
  of: '捐赠人',
  whose: '查看谁的捐赠？',
  choose: '选择身份后即可查看自己的捐赠，也可以在下方查询任意地址。',
  show: '查看',
  none: '这个地址还没有捐赠。',
  noneHint: '在这里捐赠后，一上链就会显示。',
  totals: '累计捐赠（{{token}}）',
  more: '更早的捐赠',
  refund: {
    body: '项目终止时，您的捐款还有 {{amount}} 没有用掉。',
    until: '请在{{date}}之前申领；逾期将转给承接项目。',
    over: '申领期已于{{date}}结束，这笔钱将转给承接项目。',
    claim: '申领 {{amount}}',
    confirm: '申领这笔退款？',
    explain: '您的浏览器会用链上事件自行算出证明。无论由谁发起，钱都只会退到捐赠人的地址。',
    moving: '{{amount}} 将退给 {{who}}。',
    taken: '{{amount}} 已于{{date}}退回。',
    moved: '{{amount}} 已于{{date}}转给其他项目。',
  },
};
