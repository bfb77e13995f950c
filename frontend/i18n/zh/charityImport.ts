import type { imports as en } from '../en/charityImport.ts';
import type { Texts } from '../texts.ts';

/** Looking a payment provider's file through before it is anchored. */
export const imports: Texts<typeof en> = {
  title: '检查支付平台的文件',
  lead: '上链之前先看清文件内容：哪些算数、退了多少、哪些行不能用。',
  noCampaign: '没有进行中的项目通过操作方接受小额捐赠。',
  file: '文件',
  choose: '选择文件',
  stays: '文件不会离开这个浏览器。',
  large: '文件超过 200 MB，请用命令检查，它不限大小',
  unreadable: '文件无法读取',
  reading: '正在读取',
  check: '检查',
  columns: '各列的含义',
  heading: '列名所在的行',
  fields: {
    order: '订单号',
    amount: '金额',
    time: '时间',
    refund: '已退金额（同一行）',
    status: '状态',
  },
  words: {
    paidWords: '表示已支付的状态',
    refundedWords: '表示退款的状态',
    ignoredWords: '可忽略的状态',
  },
  wordsHint: '多个状态用逗号隔开。其他状态的行算作坏行。',
  report: '文件内容',
  total: '待上链金额',
  refunded: '此前已退',
  counts: {
    payments: '支付',
    refunds: '退款',
    repeated: '重复行',
    ignored: '忽略',
    bad: '坏行',
  },
  stated: '平台给出的合计（{{token}}）',
  statedHint: '上链之前请先核对。',
  agrees: '分毫不差。',
  differs: '相差 {{amount}}。',
  sample: '前几笔捐赠',
  badTitle_other: '{{count, number}} 个坏行',
  line: '第 {{line}} 行：',
  saveBad: '保存这些行',
  anchor: '上链',
  anchorBody:
    '上链有许多步骤，一步也不能重复，所以由命令完成：中断后可从原处继续。它会生成收据码，读取文件的规则与本页相同。',
  saveMapping: '保存 mapping.json',
};
