import type { give as en } from '../en/give.ts';
import type { Texts } from '../texts.ts';

export const give: Texts<typeof en> = {
  title: '捐给「{{name}}」',
  amount: '金额（{{token}}）',
  chips: '常用金额',
  notAmount: '请输入金额，例如 50 或 12.50。',
  belowMinimum: '该项目单笔最低捐赠 {{amount}}。',
  balance: '您的余额：{{amount}}',
  notEnough: '您的余额是 {{amount}}，不够这笔捐赠。',
  faucet: '领取演示币',
  faucetBusy: '正在发放演示币…',
  faucetFailed: '领取失败：{{message}}',
  line: {
    title: '您在队伍里的位置',
    none: '前面没有人排队：下一笔付款会先用到您的捐款。',
    ahead: '您的捐款前面还排着 {{amount}}，等前面的付完就轮到您的。',
  },
  privacy: {
    title: '钱包并不匿名',
    body: '您的捐赠和地址会永久公开在链上。知道这个地址属于您的人，就知道您捐了多少。',
  },
  how: {
    native: '一笔交易，随附 {{amount}} 本链原生币。',
    allowance: '一笔交易：之前已授权账本动用这个金额。',
    permit: '签名一次（只授权这个金额），再发一笔交易。',
    approve: '两笔交易：先授权恰好这个金额，再捐赠。',
    lacksFee: '这个账户里的本链原生币可能不够付手续费，交易也许发不出去。',
    title: '钱包会请您确认',
    relayTitle: '只签名，不花手续费',
    relay:
      '您签名确认的就是给这个项目的这笔捐款，由代发服务替您发送。除了捐款本身，您不用付任何费用；代发服务也改不了其中任何内容。',
    relayAway: '代发服务暂时没有响应，这次由您的钱包支付手续费。',
    relayBelow: '{{amount}} 起，由代发服务承担手续费。',
  },
  handedIn: {
    body: '您在 {{time}} 签了名，已交给代发服务。{{until}} 之前会上链；否则不会扣您的钱。',
    failed: '代发服务没能发送您的捐款。',
    lapsed: '您的捐款没有及时发送。',
    nothing: '您的钱没有被扣。',
    again: '再捐一次',
  },
  submit: '捐赠 {{amount}}',
  submitEmpty: '捐赠',
  chooser: '由谁来捐？',
  closed: '该项目目前不接受捐赠。',
  unrecognised: '该项目未获认可，不能在这里捐赠。',
  small: '没有钱包？也可以小额捐赠',
  done: {
    follow: '追踪这笔捐款',
  },
};
