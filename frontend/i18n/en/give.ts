export const give = {
  title: 'Give to {{name}}',
  amount: 'Amount in {{token}}',
  chips: 'Suggested amounts',
  notAmount: 'Please enter an amount, for example 50 or 12.50.',
  belowMinimum: 'The smallest gift to this campaign is {{amount}}.',
  balance: 'You have {{amount}}',
  notEnough: 'You have {{amount}}, which is not enough for this gift.',
  faucet: 'Get play money',
  faucetBusy: 'Minting play money…',
  faucetFailed: 'The faucet did not answer: {{message}}',
  line: {
    title: 'Your place in line',
    none: 'Nothing stands before your gift: the next payment will use it first.',
    ahead: '{{amount}} stands before your gift. It is spent when that has been paid out.',
  },
  privacy: {
    title: 'A wallet is not anonymous',
    body: 'Your gift and your address can be seen by everybody on the chain, for good. Whoever knows that the address is yours knows what you gave.',
  },
  how: {
    native: 'One transaction with {{amount}} of the chain’s own coin.',
    allowance: 'One transaction: the amount is already released to the ledger.',
    permit: 'One signature for exactly this amount, and one transaction.',
    approve: 'Two transactions: a release of exactly this amount, then the gift.',
    lacksFee:
      'This account hardly has any of the chain’s own coin, which pays the fee of a transaction. It may not go through.',
    title: 'What your wallet will ask',
    relayTitle: 'One signature, no fee',
    relay:
      'You sign exactly this gift to this campaign, and a relay sends it. It costs you nothing but the gift, and the relay can change nothing of it.',
    relayAway:
      'The relay that would pay the network’s fee does not answer at the moment, so your wallet pays it.',
    relayBelow: 'From {{amount}} on a relay pays the network’s fee for you.',
  },
  handedIn: {
    body: 'You signed it {{time}} and handed it to the relay. It will be on the chain by {{until}}, or nothing is taken from you.',
    failed: 'The relay could not send your gift.',
    lapsed: 'Your gift was not sent in time.',
    nothing: 'Nothing was taken from you.',
    again: 'Give again',
  },
  submit: 'Give {{amount}}',
  submitEmpty: 'Give',
  chooser: 'Who gives?',
  closed: 'This campaign does not take gifts at the moment.',
  unrecognised: 'This campaign is not recognised, so it cannot be given to here.',
  small: 'Or give a small amount without a wallet',
  done: {
    follow: 'Follow your gift',
  },
};
