import type { receipt as en } from '../en/receipt.ts';
import type { Texts } from '../texts.ts';

export const receipt: Texts<typeof en> = {
  title: '追踪小额捐款',
  secret:
    '拿到回执码的人，看到的和您一样，请勿转发。回执码只留在您的浏览器里，不会发给任何服务器。',
  enter: '请输入付款凭证上的回执码。',
  down: '您的捐款不受影响：记录在链上，等经办方的网关恢复后就能继续追踪。',
  keep: {
    action: '把回执码保存在这个浏览器里',
    kept: '回执码已保存在这个浏览器里，可在“我的捐赠”中找到。',
  },
  gift: {
    heading: '一笔 {{amount}} 的小额捐款',
    reference: '付款单号',
    anchoredBy: '上链经办',
    place: '位置',
    number: '同一笔入账 {{count, number}} 笔小额捐款中的第 {{number, number}} 笔',
    proven: '您的浏览器已验证：这笔捐款确实在那笔入账里，金额分毫不差。',
  },
  several: {
    title: '这个回执码对应 {{count, number}} 笔付款',
    body: '一个回执码本应只对应一笔。请和您的付款凭证核对单号，单号一致的那笔才是您的。',
  },
  waiting: {
    title: '等待上链',
    body: '已付款，还没有上链。经办方承诺不晚于 {{until}} 上链。本页会自动更新。',
    plain: '一笔小额捐款',
    by: '承诺方',
    until: '最迟上链',
    commitment: '捐款指纹',
    signature: '签名',
    keep: '这是经办方签过名的承诺，请保存好：万一这笔捐款被漏掉，它就是证据。',
    copy: '复制签名承诺',
  },
  late: {
    title: '承诺 {{until}} 前上链，至今没有',
    body: '期限已过。请保存下面的签名承诺：除非已经给您退款，任何人都能用 npm run receipt 据此查证经办方漏掉了这笔捐款。',
  },
  notYet: {
    title: '正在上链',
    body: '付款 {{reference}} 所在的批次还没有上链，本页会自动更新。',
  },
  unknown: {
    title: '没有找到这个回执码的捐款',
    body: '回执码本身没有写错，但这个网关没有它的记录。刚付的款要稍等片刻；如果一直没有，请联系给您回执码的一方。',
  },
  wrong: {
    title: '请不要相信这个答复',
    gift: '网关所说的和链上的记录对不上，因此不予显示。',
    promise: '网关出示的承诺，不是经办方为这笔付款签的，因此不予显示。',
  },
  file: {
    missing: '这一批捐款的公开文件在网关上不见了',
    altered: '这一批捐款的公开文件在网关上被改动过',
    still: '不过，这里显示的内容已经和链上记录核对无误。',
    unavailable: '这个回执码有一笔捐款无法显示',
    nobody: '它所在批次的公开文件在这个网关上缺失或被改动，从这里无法证明它的位置。',
    root: '批次的根',
  },
  sandbox: {
    title: '不用钱包，捐一点点',
    lead: '像平时手机付款一样付几块钱，再凭回执码追踪每一分。这里是本地链：钱是演示币，收款方也是演示的一部分。',
    campaign: '募捐项目',
    amount: '金额',
    notAmount: '请输入金额，例如 1.40。',
    pay: '支付 {{amount}}',
    payEmpty: '支付',
    none: '目前没有项目接受小额捐赠。',
    failed: '付款没有成功：{{message}}',
    code: {
      title: '您的回执码',
      body: '刚刚在您的浏览器里生成，别人都不知道。请抄下来或复制保存，凭它追踪您的捐款。',
      copy: '复制回执码',
      copyLink: '复制链接',
    },
    waiting: '等待上链',
    waitingBody: '经办方会把许多小额捐款汇成一笔入账上链，并已承诺这一笔不晚于 {{until}}。',
    byItself_other: '付款 {{count}} 分钟后会自动上链；在这里，您也可以让它马上上链。',
    anchor: '现在上链',
    anchoring: '正在上链…',
    anchorFailed: '上链没有成功：{{message}} 请重试，不会重复上链。',
    anchored: '已上链，您的捐款已经记在链上。',
    follow: '追踪这笔捐款',
    again: '再捐一笔',
  },
};
