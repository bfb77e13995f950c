/** What becomes of a campaign's money when it ends. */
export const ending = {
  title: 'End this campaign',
  lead: 'Ending cannot be undone. Look first at what becomes of the money.',
  counting: 'Adding up who gets what…',
  nothing: 'Nothing is in escrow: nobody gets anything.',
  close: {
    title: 'If its auditors finish it',
    body: 'What is left goes to its heir at once. It takes {{count, number}} of its auditors, and every delivery proven.',
    unproven: 'Not possible yet: {{amount}} is paid and not proven.',
    doubts: 'Not possible yet: a dispute is open.',
  },
  cancel: {
    title: 'If it is given up',
    body: 'Nothing more is paid. For {{duration}} each giver can claim back what was not spent of the gift; what nobody claims then goes to the heir.',
  },
  to: 'Goes to',
  amount: 'Amount',
  heir: 'its heir',
  givers_one: '{{count, number}} giver, to be claimed back',
  givers_other: '{{count, number}} givers, to be claimed back',
  operators: 'operators of small gifts, who pay them back',
  sources: 'campaigns that it came from',
  sum: 'Together, all that is in escrow',
  largest: 'The largest refunds',
  partial: 'Not every entry could be read, so the sums are incomplete.',
  type: 'Type the name of the campaign to go on: {{name}}',
  typed: 'Name of the campaign',
};
