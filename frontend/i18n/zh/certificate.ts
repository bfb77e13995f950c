import type { certificate as en } from '../en/certificate.ts';
import type { Texts } from '../texts.ts';

export const certificate: Texts<typeof en> = {
  title: '捐赠凭证',
  open: '可打印的凭证',
  print: '打印或存为 PDF',
  back: '追踪这笔捐款',
  qr: '二维码：打开这笔捐款的追踪页面',
  keep: {
    title: '您的回执',
    body: '这个链接就是您的回执。请收好，或用另一台设备扫码：随时都能看到捐款现在在哪里。',
    secret: '链接里含有您的回执码：拿到链接的人，看到的和您一样。',
  },
  giver: '捐赠人',
  charity: '慈善组织',
  when: '入账时间',
  number: '捐款编号',
  ledger: '账本（链 {{id}}）',
  states: '捐款去向',
  statesAt: '截至区块 {{block}}（{{time}}）的去向',
  columns: { amount: '金额', where: '在哪里', word: '以什么为证' },
  check: {
    title: '怎样核对这张凭证',
    scan: '扫描二维码，页面会显示每一分钱今天在哪里。',
    verify: '在那里点「不必相信我们，自己核验」，您的浏览器会从链上重新计算。',
    command: '也可以向您自己的节点查询：',
  },
  word: '区块链能证明捐款和付款。物资是否送到，以受益方或审计方的签名为证。本凭证不是税务票据，纸面本身也不作为证明，一切以链上记录为准。',
  small: {
    withCode: '印上回执码',
    secret:
      '拿到这张凭证的人，也能像您一样追踪这笔捐款，请收好；要给别人看，可以打印不带回执码的一张。',
    open: '不带回执码的凭证可以给任何人看，上面的二维码指向这笔捐款所在的批次。',
    giver: '捐赠人',
    payment: '付款单号 {{reference}} 的付款人',
    holder: '持有回执码的人（此处不显示）',
    code: '回执码',
    commitment: '公开文件里的捐款指纹',
    operator: '上链经办',
    place: '批次中的位置',
    notYet: '现在还不能出具凭证',
    notYetBody: '这笔捐款还在等待上链。凭证以链上记录为准，上链之后才能出具。',
    word: '区块链能证明：这笔金额确实在这笔入账里，以及由此发生的付款。它对应哪个付款单号，是上链经办方的说法。物资是否送到，以受益方或审计方的签名为证。本凭证不是税务票据，纸面本身也不作为证明，一切以链上记录为准。',
  },
};
