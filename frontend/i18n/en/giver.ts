export const giver = {
  title: 'My gifts',
  of: 'Gifts of',
  whose: 'Whose gifts?',
  choose: 'Say who you are to see your gifts, or look up any address below.',
  show: 'Show',
  none: 'No gift from this address yet.',
  noneHint: 'Gifts made here appear as soon as they are in a block.',
  totals: 'Given in {{token}}',
  more: 'Older gifts',
  refund: {
    body: '{{amount}} of your gift was not spent before the campaign was given up.',
    until: 'Claim it until {{date}}; after that it goes to the campaign that inherits.',
    over: 'The time to claim ended on {{date}}: it now goes to the campaign that inherits.',
    claim: 'Claim {{amount}}',
    confirm: 'Claim this refund?',
    explain:
      'Your browser builds the proof that this entry is yours from the chain’s own events. The money goes to the giver’s address, whoever sends the claim.',
    moving: '{{amount}} goes to {{who}}.',
    taken: '{{amount}} was refunded on {{date}}.',
    moved: '{{amount}} went to another campaign on {{date}}.',
  },
};
