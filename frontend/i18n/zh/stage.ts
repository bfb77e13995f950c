import type { stage as en } from '../en/stage.ts';
import type { Texts } from '../texts.ts';

export const stage: Texts<typeof en> = {
  title: '演示台',
  note: '旁边多了一部手机，会依次交到故事里每个人手中。可以点按钮演下一步，也可以自己在手机上操作——每一步都真实写入本机的测试链。',
  noteAlone:
    '点按钮，故事里的人就走下一步，您的页面随之更新——每一步都真实写入本机的测试链。屏幕更宽时，旁边还会多一部他们的手机。',
  nothing: '故事里没有进行中的项目。',
  campaign: '项目',
  play: '演下一步',
  letPass: '让时间过去',
  give: '先捐一笔',
  phone: { whose: '手机在谁手里', title: '{{name}}的手机' },
  acts: {
    label: '这笔付款走到了哪一步',
    isDone: '（已完成）',
    request: '申请',
    approve: '批准',
    pay: '付款',
    evidence: '凭证',
    confirm: '确认',
    attest: '见证',
  },
  next: {
    request: '下一步：{{name}}申请一笔付款。',
    approve: '下一步：审计方{{name}}批准。',
    pay: '下一步：{{name}}发起付款。',
    evidence: '下一步：{{name}}公布送达凭证。',
    confirm: '下一步：{{name}}确认已收到。',
    attest: '下一步：审计方{{name}}见证送达。',
    resolve: '下一步：审计方{{name}}裁定争议。',
    report: '下一步：{{name}}补交逾期的公示报告。',
    time: '下一步：等异议期结束（{{time}}）。',
    give: '下一步：托管余额不够，要有人先捐。',
    stuck: '故事里没有人能继续这一步，原因见付款页面。',
    done: '全部完成。',
  },
  lines: {
    request: '演示台上提出的申请',
    evidence: '已送达并签收（演示台）',
    report: '演示台的公示报告：一切按计划进行',
  },
};
