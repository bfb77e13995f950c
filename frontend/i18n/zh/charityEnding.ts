import type { ending as en } from '../en/charityEnding.ts';
import type { Texts } from '../texts.ts';

/** What becomes of a campaign's money when it ends. */
export const ending: Texts<typeof en> = {
  title: '结束这个项目',
  lead: '结束后不能撤销。请先看清钱的去向。',
  counting: '正在计算各方所得…',
  nothing: '托管中没有余额，不涉及任何人。',
  close: {
    title: '由审计方完成',
    body: '结余立即转给承接项目。须 {{count, number}} 家审计方同意，且全部送达均已证实。',
    unproven: '目前不行：还有 {{amount}} 已付而未证实。',
    doubts: '目前不行：有争议尚未了结。',
  },
  cancel: {
    title: '终止',
    body: '不再付款。{{duration}}内捐赠人可申领各自未使用的部分，此后无人申领的转给承接项目。',
  },
  to: '去向',
  amount: '金额',
  heir: '承接项目',
  givers_other: '{{count, number}} 位捐赠人，可申领',
  operators: '小额捐赠的经办方，由其退还',
  sources: '这笔钱原来的项目',
  sum: '合计，即全部托管余额',
  largest: '金额最大的退款',
  partial: '有些记录没有读到，合计不完整。',
  type: '请输入项目名称以继续：{{name}}',
  typed: '项目名称',
};
