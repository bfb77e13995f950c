export const certificate = {
  title: 'Certificate of a gift',
  open: 'Certificate to print',
  print: 'Print or save as PDF',
  back: 'Follow this gift',
  qr: 'QR code that leads to the page on which this gift is followed',
  keep: {
    title: 'Your receipt',
    body: 'This link is your receipt. Keep it, or scan the code with another device: it always shows where your gift is now.',
  },
  giver: 'Given by',
  charity: 'Charity',
  when: 'Received',
  number: 'Number of the gift',
  ledger: 'Ledger on chain {{id}}',
  states: 'What became of it',
  statesAt: 'What became of it up to block {{block}}, {{time}}',
  columns: { amount: 'Amount', where: 'Where it is', word: 'What says so' },
  check: {
    title: 'How to check this sheet',
    scan: 'Scan the code: the page shows where every cent is today.',
    verify:
      'Press “Check this without believing us” there: your browser computes it anew from the chain.',
    command: 'Or ask a node of your own:',
  },
  word: 'The chain proves the gift and the payments. That goods arrived is the signed word of the recipient or an auditor. This sheet is no tax receipt, and proves nothing by itself: only the chain does.',
};
