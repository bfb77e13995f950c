export const desk = {
  title: 'Desk',
  lead: 'What waits for you',
  none: 'Nothing waits for you at the moment.',
  noneHint: 'What charities, auditors and recipients have to do appears here by itself.',
  roles: {
    charity: 'As the charity',
    auditor: 'As an auditor',
    recipient: 'As the recipient',
    anyone: 'Open to anyone',
  },
  toRecipient: 'Do you receive help? Confirm deliveries with a fingerprint',
  yours: 'Your campaigns',
  ask: 'Ask for a payment',
  payment: 'Payment',
  actions: {
    approve: 'Approve',
    veto: 'Stop it',
    pay: 'Have it paid',
    evidence: 'Submit evidence',
    confirm: 'Confirm delivery',
    attest: 'Attest',
    moreEvidence: 'Add evidence',
    takeBack: 'Take it back',
    resolve: 'Settle the dispute',
    writeOff: 'Write it off',
    dispute: 'Dispute',
    disputeDelivery: 'Something is wrong',
    rekey: 'Replace a lost key',
    noteReturn: 'Note the return',
    markOverdue: 'Mark as late',
  },
  approve: {
    title: 'Approve this payment?',
    body: 'You agree to pay {{amount}} to {{who}} for exactly these terms and documents.',
    transfer: 'You agree to pass on {{amount}} to another campaign on exactly these terms.',
    after: 'With your approval it can be paid after the objection time of {{duration}}.',
    afterNow: 'With your approval it can be paid at once.',
    more_one: 'After yours, {{count, number}} more approval is needed.',
    more_other: 'After yours, {{count, number}} more approvals are needed.',
  },
  veto: {
    title: 'Stop this payment for good?',
    body: 'It can never be paid afterwards. The charity may ask anew.',
    reason: 'Your reason, for all to see',
    reasonNeeded: 'Please say why.',
  },
  takeBack: {
    title: 'Take this request back?',
    body: 'It can never be paid afterwards, whatever was approved. You may ask anew.',
  },
  dispute: {
    title: 'Dispute this payment?',
    body_one:
      'Everybody sees that you do, and why. The campaign’s payments stand still until an auditor settles it.',
    body_other:
      'Everybody sees that you do, and why. The campaign’s payments stand still until {{count, number}} auditors settle it.',
  },
  resolve: {
    title: 'Settle this dispute?',
    body_one:
      'Your word settles it: payments go on, and what was proven about the delivery counts again.',
    body_other:
      'Once {{count, number}} auditors say so it is settled: payments go on, and what was proven about the delivery counts again.',
  },
  writeOff: {
    title: 'Write this payment off?',
    body_one:
      'Your word carries it. {{amount}} then needs no proof any more and never counts as delivered; as much room becomes free for new payments.',
    body_other:
      'Once {{count, number}} auditors say so, {{amount}} needs no proof any more and never counts as delivered; as much room becomes free for new payments.',
    sure: 'I understand that nobody will ask for the proof of {{amount}} any more.',
  },
  noteReturn: {
    title: 'Have the desk note the return?',
    body: 'The ledger shows that the payee gave back {{amount}}. Once the desk has noted it, that much needs no proof any more.',
  },
  markOverdue: {
    title: 'Mark this delivery as late?',
    body: 'It was due on {{date}} and is not proven. The campaign’s payments then stand still until it is proven or written off.',
  },
  rekey: {
    title: 'Replace the recipient’s key?',
    body_one:
      'For this payment only. Your word carries it; from then on the lost key counts no more.',
    body_other:
      'For this payment only. Once {{count, number}} auditors name the same key, the lost one counts no more.',
  },
  enrol: {
    action: 'Vouch for a recipient',
    title: 'Vouch for a recipient',
    lead: 'Recipients confirm deliveries with a key of their own. You say in public that you know who holds it.',
    whoAreYou:
      'Auditors of a campaign, and recognised witnesses, vouch for recipients. Who are you?',
    notAuditor:
      'This account is no auditor of a running campaign and no recognised witness, so it cannot vouch for anybody.',
    campaign: 'Campaign',
    key: 'The recipient’s key or invitation link',
    keyHint: 'An account’s address, or what the recipient’s page shows.',
    keyBad: 'This is neither an address nor a passkey.',
    keyNeeded: 'Please enter the recipient’s key.',
    isAccount: 'An account: {{who}}',
    isPasskey: 'A passkey: it signs with a fingerprint.',
    known: 'Somebody has vouched for this key in this campaign already.',
    who: 'Who holds it, and how you know',
    whoNeeded: 'Please write who holds the key.',
    public: 'These words and files become public. Name an institution rather than a person.',
    submit: 'Vouch for this key',
    confirmTitle: 'Vouch for this recipient?',
    confirmBody:
      'From now on payments can be asked for whose delivery this key confirms. You stand for it, in public.',
  },
  dismiss: {
    action: 'No longer vouch',
    title: 'No longer vouch for this recipient?',
    body: 'No new request can name this key. Payments that name it already are not affected.',
  },
  recipients_one: '{{count, number}} recipient',
  recipients_other: '{{count, number}} recipients',
  further: 'Further decisions',
  report: {
    action: 'Publish a report',
    title: 'Publish a report',
    body: 'What was bought, what arrived, what is left. Everybody can read it; the next report is then due on {{date}}.',
    words: 'The report, or a few words about the files',
  },
  propose: {
    action: 'Propose other auditors',
    title: 'Propose other auditors',
    body: 'They can take office in 7 days, if enough of the present auditors agree. Approvals that are not paid by then have to be given again.',
    replaces: 'This replaces the proposal that is under way.',
    who: 'Auditors whom the registry recognises',
    threshold: 'How many of them decide',
    needed: 'Choose auditors, or a number, other than those in office.',
  },
  vote: {
    inFavour: 'In favour',
    against: 'Against',
    inFavourTitle: 'Speak in favour of these auditors?',
    againstTitle: 'Speak against these auditors?',
    body: 'Your last word counts; you can change it until they take office.',
  },
  change: {
    action: 'Put the new auditors in office',
    title: 'Put these auditors in office?',
    body: 'From then on they decide. What the former ones approved and is not paid has to be approved again.',
  },
  recipient: {
    title: 'For recipients',
    lead: 'Whoever receives help says with a fingerprint whether it arrived. It costs nothing and needs no app.',
    first: 'Make your key',
    firstBody:
      'Your phone keeps it and asks for your fingerprint, face or code whenever you confirm something. It never leaves the device.',
    name: 'Name of your school, clinic or household',
    nameNeeded: 'Please enter a name first.',
    steps: {
      make: 'Touch the sensor once: your phone makes a key that is only yours.',
      invite: 'Send the link to the campaign’s auditor, who vouches that the key is yours.',
      confirm:
        'When something arrives, say here how much of it did, with a touch. It takes half a minute.',
    },
    nameHint: 'Only shown on this device.',
    make: 'Make a key with a fingerprint',
    another: 'Make another key',
    wallet: 'If you have a wallet already, give an auditor its address instead.',
    invite:
      'Now hand this key to an auditor of the campaign, who says in public that you hold it. The link does that.',
    enrolled: 'Vouched for in',
    share: 'Hand on the invitation',
    payments: 'What was paid for you',
    none: 'Nothing yet. As soon as something is paid for you it stands here.',
    handedIn: 'Your word is handed in by',
    inApp:
      'Open this page in your phone’s own browser: choose “Open in browser” in the menu at the top, or copy the address.',
    unsupported:
      'Open this page in a current version of Chrome, Safari, Edge or Firefox, over a secure connection.',
    copyLink: 'Copy the address',
  },
  pay: {
    title: 'Have this paid?',
    body: '{{amount}} leaves escrow and goes to {{who}}. It uses the money that is first in line, and cannot be undone.',
    transfer:
      '{{amount}} leaves escrow and enters the line of another campaign. It cannot be undone.',
    after: 'In escrow now: {{before}}. Afterwards: {{after}}.',
  },
  evidence: {
    title: 'Submit evidence',
    body: 'Photographs, invoices, waybills. Position and device data are removed from photographs. The files become public: cover names and faces first.',
    note: 'A few words about it',
    needed: 'Please add a file or a few words.',
  },
  confirm: {
    title: 'Did it arrive?',
    body: 'You sign that {{amount}} worth has arrived, as the evidence says. Everybody can see your signature.',
    all: 'All of it arrived: {{amount}} worth',
    less: 'Less arrived, or nothing',
    lessBody:
      'You sign how much arrived. That opens a dispute, which everybody can see, and the auditors look into it.',
    howMuch: 'How much arrived, in {{token}}',
    lessNeeded: 'Please enter how much arrived: 0 or more, and less than {{amount}}.',
    sendLess: 'Say that less arrived',
    passkey: 'Your device will ask for your fingerprint, face or code.',
    handIn: 'Your word needs somebody’s wallet to hand it in; anyone’s will do.',
  },
  attest: {
    title: 'Attest this delivery?',
    body: 'You give your word, in public, that the delivery took place as this evidence says.',
    which: 'Evidence you have checked',
  },
  motion: {
    close: 'Finish the campaign',
    cancel: 'Give the campaign up',
    extend: 'Keep it alive',
    closeBody:
      'When {{threshold}} of the auditors support it, the campaign ends and what is left goes to its heir. Every delivery must be proven first.',
    cancelBody:
      'When {{threshold}} of the auditors support it, the campaign ends and givers get back what was not spent.',
    extendBody: 'When {{threshold}} of the auditors support it, the silence period begins anew.',
    support: 'Support it',
    supported: 'Supported so far: {{names}}',
  },
  cancel: {
    action: 'Give this campaign up',
    title: 'Give this campaign up?',
    body: 'No further gifts and no further payments. Givers can claim back {{amount}} that was not spent. This cannot be undone.',
  },
  end: {
    action: 'Let the campaign end',
    body: 'It has been silent for too long, or is past its end: anybody may end it, so that givers get back what was not spent.',
  },
  request: {
    title: 'Ask for a payment',
    campaign: 'Campaign',
    category: 'What for',
    to: 'Paid to',
    payee: 'Who is paid (address)',
    payeeHint: 'The supplier’s account on this chain.',
    target: 'Which campaign receives it',
    recipient: 'Who will confirm the delivery',
    recipientHint:
      'Recipients vouched for in this campaign. Not the one who is paid, except for cash aid.',
    recipientNone:
      'Nobody is vouched for in this campaign yet: ask one of its auditors to vouch for the recipient first.',
    badRecipient: 'Please choose who will confirm.',
    aboveCap: 'This is above what the campaign may have unproven at all: {{cap}}.',
    amount: 'Amount in {{token}}',
    escrow: 'In escrow: {{amount}}',
    tooMuch:
      'This is more than the {{amount}} in escrow. It can be asked for, and paid once enough has come in.',
    deliverBy: 'Delivered by',
    note: 'What exactly',
    files: 'Offers, invoices, lists',
    submit: 'Ask for {{amount}}',
    submitEmpty: 'Ask',
    confirmTitle: 'Ask for this payment?',
    confirmBody: 'The auditors decide over exactly these terms; they cannot be changed afterwards.',
    badAddress: 'Please enter a full address: 0x and 40 digits.',
    badAmount: 'Please enter an amount.',
    badDate: 'Please choose a day in the future, within two years.',
    badTarget: 'Please choose a campaign.',
    notCharity: 'Only the charity of this campaign can ask for payments from it.',
  },
  files: {
    add: 'Add files',
    remove: 'Remove {{name}}',
    hint: 'JPEG, PNG, WebP, AVIF, PDF, CSV, JSON or text',
  },
};
