import type { ActivityKind } from './views/activity.ts';

/** The languages of pages and feeds. */
export const LANGUAGES = ['zh', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/**
 * What happened, as a sentence; what stands in double braces is filled in: `amount`, `gifts`, `who`,
 * `campaign` (another one), `number` of a payment as people count.
 */
export const ACTIVITY_WORDS: Readonly<Record<Language, Readonly<Record<ActivityKind, string>>>> = {
  en: {
    gift: 'Gift of {{amount}}',
    batch: 'Small gifts recorded together, {{gifts}} in number: {{amount}}',
    transfer: '{{amount}} came from {{campaign}}',
    return: 'A payee gave back {{amount}}',
    opened: 'The campaign was opened',
    closed: 'The campaign finished',
    cancelled: 'The campaign was given up',
    report: 'The charity published a report',
    requested: 'Payment no. {{number}} was asked for: {{amount}}',
    vetoed: 'Payment no. {{number}} was stopped: {{amount}}',
    paid: 'Payment no. {{number}} was made: {{amount}}',
    evidenced: 'Payment no. {{number}}: the charity published evidence',
    confirmed: 'Payment no. {{number}}: the recipient confirmed {{amount}}',
    attested: 'Payment no. {{number}}: an auditor attested the delivery',
    disputed: 'Payment no. {{number}} is disputed',
    resolve: 'Payment no. {{number}}: the dispute was settled',
    writeOff: 'Payment no. {{number}} was written off',
    settled: '{{amount}} was given back or moved on after the end',
  },
  zh: {
    gift: '收到捐款 {{amount}}',
    batch: '登记小额捐款 {{gifts}} 笔，共 {{amount}}',
    transfer: '「{{campaign}}」转来 {{amount}}',
    return: '收款方退回 {{amount}}',
    opened: '项目开始募捐',
    closed: '项目已完成',
    cancelled: '项目已终止',
    report: '慈善组织公布了报告',
    requested: '第 {{number}} 号付款提出申请：{{amount}}',
    vetoed: '第 {{number}} 号付款被叫停：{{amount}}',
    paid: '第 {{number}} 号付款已付出：{{amount}}',
    evidenced: '第 {{number}} 号付款：慈善组织提交了凭证',
    confirmed: '第 {{number}} 号付款：受益方确认收到 {{amount}}',
    attested: '第 {{number}} 号付款：审计方见证已送达',
    disputed: '第 {{number}} 号付款有争议',
    resolve: '第 {{number}} 号付款：争议已了结',
    writeOff: '第 {{number}} 号付款已核销',
    settled: '项目结束后退还或转出 {{amount}}',
  },
};

/** A sentence with what is to be filled in; what is not given stays empty. */
export function fillWords(sentence: string, values: Readonly<Record<string, string>>): string {
  return sentence.replace(/\{\{(\w+)\}\}/g, (_, name: string) => values[name] ?? '');
}
