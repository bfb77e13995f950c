export const verify = {
  title: 'Verify',
  lead: 'Check it without believing us',
  intro:
    'Your browser reads every event of the contracts from a node you choose, rebuilds the whole state from them, compares it with what stands in the contracts’ storage, and holds our index’s words against it.',
  rpc: 'Address of a node (RPC)',
  rpcHint: 'Ours is filled in. For an independent check use another provider’s, or your own node.',
  rpcBad: 'That is not the address of a node: it begins with http:// or https://',
  donation: 'Also checked in full: this gift',
  start: 'Verify now',
  again: 'Verify again',
  stages: {
    index: 'Asking the index what it says',
    logs: 'Reading events from the node',
    replay: 'Rebuilding the state',
    storage: 'Reading the contracts’ storage',
    laws: 'Checking the laws',
    claims: 'Comparing with the index',
  },
  failed: {
    title: 'The check could not be finished',
    OtherChain: 'This node belongs to another chain.',
    OtherBlock:
      'This node does not have the block that the index speaks of. One of them is on another fork, or not telling the truth.',
    other: 'The node did not answer as it should: {{message}}',
  },
  good: {
    title: 'Everything checked holds',
    body: 'All of this was computed in your browser from the chain itself.',
  },
  bad: {
    title: 'Something does not hold',
    index: 'The index said something that the chain does not bear out.',
    laws: 'The chain’s own records break a law.',
  },
  block: 'At block {{block}}',
  scope_one: '{{count, number}} event',
  scope_other: '{{count, number}} events',
  campaigns_one: '{{count, number}} campaign',
  campaigns_other: '{{count, number}} campaigns',
  entries_one: '{{count, number}} entry',
  entries_other: '{{count, number}} entries',
  laws: {
    title: 'The laws',
    number: 'Law {{number}}',
    verdict: {
      holds: 'holds',
      broken: 'broken',
      notChecked: 'not checked here',
      notInForce: 'not in force yet',
    },
    contradicted: 'holds on the chain; the index says otherwise',
    text: {
      solvency: 'The ledger holds at least what its campaigns have in escrow.',
      entries: 'Money that came in lies end to end on each line, without gap or overlap.',
      disbursements: 'Payments lie end to end on each line; settlements lie behind them, apart.',
      settlements: 'An entry is settled at most once, for exactly what was not spent of it.',
      slices: 'The parts of every gift add up to the gift, to the cent.',
      batches:
        'Small gifts in a batch never overlap. (Needs the batch’s file, so not checked here.)',
      exposure:
        'Money paid and not yet proven stays under the campaign’s cap. (Comes with a later desk.)',
      management: 'Running costs stay under the campaign’s share. (Comes with a later desk.)',
      replay:
        'The events alone give the whole state: roots, journals, rules and figures equal the contracts’ storage.',
      links:
        'Money passed on arrives in full, and every unit ends in escrow, at a payee or at a giver.',
      return: 'Whatever anybody does or fails to do, money not paid out comes back.',
      authority: 'Nobody but a campaign’s own desk moves its money.',
    },
    expected: 'Should be {{expected}}, is {{found}}',
  },
  index: {
    title: 'The index’s word',
    holds: 'Each of the {{count, number}} figures compared is what the chain gives.',
    down: 'The index did not answer, so there was nothing to compare. The chain itself was checked.',
    lie: 'Law {{law}}: the index says {{said}}, the chain gives {{chain}}',
    off: '{{amount}} too much',
    short: '{{amount}} too little',
    figure: 'Figure “{{field}}”',
    slice: 'Gift {{entry}}, {{field}}',
  },
  roots: 'Accumulator roots, as computed here',
  lie: {
    title: 'Let the index lie by a cent',
    note: 'Only on this local chain: switch it on, verify, and see it caught.',
    on: 'The index is lying now',
    off: 'The index tells the truth',
    missing: 'This index has no such switch.',
  },
  limit:
    'What no chain can prove: that goods arrived, or that money reached a bank. There the chain proves only who signed what, and when.',
};
