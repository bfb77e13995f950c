export const receipt = {
  title: 'Follow a small gift',
  secret:
    'Whoever has this code sees what you see: keep it to yourself. It stays in your browser and is sent to no server.',
  enter: 'Enter the receipt code from your payment slip.',
  down: 'Your gift is not affected: it stands on the chain, and can be followed as soon as the gateway of the operator answers again.',
  keep: {
    action: 'Keep this code in this browser',
    kept: 'This browser keeps the code: you find it under “My gifts”.',
  },
  gift: {
    heading: 'A small gift of {{amount}}',
    reference: 'Payment no.',
    anchoredBy: 'Anchored by',
    place: 'Place',
    number: 'No. {{number, number}} of {{count, number}} small gifts in one entry',
    proven: 'Your browser checked that this gift is part of that entry, with just this amount.',
  },
  several: {
    title: 'This code stands for {{count, number}} payments',
    body: 'It should stand for one. Compare the numbers with your payment slip: only the payment with your number is yours.',
  },
  waiting: {
    title: 'Waiting to be anchored',
    body: 'Paid, and not yet on the chain. The operator promised to anchor it by {{until}}. This page moves by itself.',
    plain: 'A small gift',
    by: 'Promised by',
    until: 'Due by',
    commitment: 'Commitment',
    signature: 'Signature',
    keep: 'The operator has signed this promise. Keep it: should the gift be left out, it proves that.',
    copy: 'Copy the signed promise',
  },
  late: {
    title: 'Promised by {{until}}, and not anchored yet',
    body: 'The time is over. Keep the signed promise below: with it anybody can prove, by npm run receipt, that the operator left this gift out, unless you were refunded.',
  },
  notYet: {
    title: 'Being anchored',
    body: 'Payment {{reference}} is in a batch that is not on this chain yet. This page moves by itself.',
  },
  unknown: {
    title: 'No gift with this code is known here',
    number: 'Payment number',
    numberHint:
      'From your payment slip. With the number and the code together any gateway finds the gift; the number is not sent either.',
    find: 'Find the gift',
    body: 'The code is well written, but this gateway knows no gift by the code alone. A very recent payment needs a moment. Otherwise ask whoever gave you the code.',
  },
  wrong: {
    title: 'Do not rely on this answer',
    gift: 'What the gateway says of this gift does not agree with what stands on the chain, so it is not shown.',
    promise:
      'The gateway shows a promise that its operator has not signed for this payment, so it is not shown.',
  },
  refund: {
    title: '{{amount}} went back to the operator',
    paid: 'The operator says that it was paid back to you on {{day}}. That is its signed word: the chain does not see your bank account.',
    owed: 'The operator says that it was not paid back to you yet, as of {{when}}.',
    silent: 'Whether it was paid back to you the operator has not said yet.',
    wrong:
      'What the gateway has of the operator about it is not signed by it, or not about this money: do not rely on it.',
    down: 'What the operator says about it cannot be read at the moment.',
  },
  file: {
    missing: 'The published file of this batch is missing at the gateway',
    altered: 'The published file of this batch was altered at the gateway',
    still: 'What you see here was proven against the chain all the same.',
    unavailable: 'A gift of this code cannot be shown',
    nobody:
      'It is in a batch whose published file is missing or was altered at this gateway, so its place cannot be proven from here.',
    root: 'Root of the batch',
  },
  custody: {
    title: 'What stands behind this currency',
    body: 'These are receipts for things that a custodian holds outside the chain. That they are there, and that they were handed out, is the custodian’s word: no contract can know it. More receipts than the custodian says it holds cannot be made.',
    none: 'The custodian has not yet said what it holds.',
    stated: 'Held on {{date}}, by the custodian’s word',
    paid: 'Handed out since, by the custodian’s word',
    supply: 'Receipts on the chain',
    released: 'Of those released, waiting to be handed out',
    document: 'The custodian’s statement',
  },
  sandbox: {
    title: 'A small gift, without a wallet',
    lead: 'Pay a few coins as you would by phone, and follow them with a receipt code. This is a local chain: the money is play money and the payment provider is a part of this demo.',
    campaign: 'Campaign',
    amount: 'Amount in {{token}}',
    notAmount: 'Please enter an amount, for example 1.40.',
    pay: 'Pay {{amount}}',
    payEmpty: 'Pay',
    none: 'No campaign takes small gifts at the moment.',
    failed: 'The payment did not go through: {{message}}',
    code: {
      title: 'Your receipt code',
      body: 'Made in your browser just now, and known to nobody else. Write it down or copy it: with it you follow your gift.',
      copy: 'Copy the code',
      copyLink: 'Copy the link',
    },
    waiting: 'Waiting to be anchored',
    waitingBody:
      'An operator gathers many small gifts and anchors them in one entry. This one promised to do so by {{until}}.',
    byItself_one:
      'It does so by itself within a minute of the payment; here you can have it done at once.',
    byItself_other:
      'It does so by itself {{count}} minutes after the payment; here you can have it done at once.',
    anchor: 'Anchor now',
    anchoring: 'Anchoring…',
    anchorFailed: 'It could not be anchored: {{message}} Try again; nothing is anchored twice.',
    anchored: 'Anchored: your gift is on the chain.',
    follow: 'Follow your gift',
    again: 'Pay another small gift',
  },
};
