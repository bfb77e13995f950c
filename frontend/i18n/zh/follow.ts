import type { follow as en } from '../en/follow.ts';
import type { Texts } from '../texts.ts';

export const follow: Texts<typeof en> = {
  title: '追踪捐款',
  headings: {
    gift: '一笔 {{amount}} 的捐款',
    batch: '一批小额捐款，共 {{amount}}',
    transfer: '其他项目转来的 {{amount}}',
    return: '收款方退回的 {{amount}}',
  },
  thanks: '谢谢您，捐款已排入队伍。',
  by: '捐赠人',
  receipt: '回执和二维码',
  share: '分享链接',
  verify: '不必相信我们，自己核验',
  live: '有新进展时，本页会自动更新。',
  summary: {
    title: '现在在哪里',
    label: '这笔捐款按证明程度划分',
  },
  picture: {
    title: '走过的路',
    text: '{{amount}} 的捐款像一道光线，分成几路：{{parts}}。',
    part: '{{amount}} {{where}}',
  },
  slices: {
    title: '一分一分地看',
    payee: '付给',
    escrow: '在「{{campaign}}」的托管中等待。',
    settled: '退还给',
    ahead: '前面还排着 {{amount}}。',
    first: '排在最前面，下一笔付款就用到它。',
    via: '经由',
    hop: {
      disbursement: '「{{campaign}}」第 {{number}} 号付款',
      transfer: '由「{{campaign}}」转出',
      return: '退回「{{campaign}}」',
      leftover: '「{{campaign}}」的结余',
      settlement: '由「{{campaign}}」结清转出',
    },
    more_other: '之后还有 {{count, number}} 步',
    percent: '占这笔捐款的 {{percent}}',
    sum: '合计与捐款完全相等，一分不差。',
    noSum: '各部分相加不等于这笔 {{total}} 的捐款，请勿采信，可自行到链上核验。',
    all: '显示全部 {{count, number}} 部分',
    documents: '查看文件',
    details: '这笔付款的经过',
  },
  proofLadder: '证明程度',
  end: {
    payee: '付给{{who}}（{{proof}}）',
    escrow: '在托管中',
    settled: '退还{{who}}',
  },
  byTx: {
    looking: '正在查找这笔交易…',
    waiting: '暂时还查不到这笔交易，本页会继续查找。',
    many: '这笔交易产生了多笔入账：',
  },
};
