// Generated from the contracts by `npm run generate`: do not edit.
export const registryAbi = [
  {
    inputs: [
      { internalType: 'contract ILedger', name: 'ledger', type: 'address' },
      { internalType: 'address', name: 'manager', type: 'address' },
    ],
    stateMutability: 'nonpayable',
    type: 'constructor',
  },
  {
    inputs: [{ internalType: 'address', name: 'authority', type: 'address' }],
    name: 'AccessManagedInvalidAuthority',
    type: 'error',
  },
  {
    inputs: [
      { internalType: 'address', name: 'caller', type: 'address' },
      { internalType: 'uint32', name: 'delay', type: 'uint32' },
    ],
    name: 'AccessManagedRequiredDelay',
    type: 'error',
  },
  {
    inputs: [{ internalType: 'address', name: 'caller', type: 'address' }],
    name: 'AccessManagedUnauthorized',
    type: 'error',
  },
  {
    inputs: [{ internalType: 'bytes32', name: 'campaign', type: 'bytes32' }],
    name: 'Registry_NotTerminal',
    type: 'error',
  },
  {
    inputs: [
      { internalType: 'address', name: 'token', type: 'address' },
      { internalType: 'address', name: 'campaignToken', type: 'address' },
    ],
    name: 'Registry_WrongToken',
    type: 'error',
  },
  { inputs: [], name: 'Registry_ZeroAccount', type: 'error' },
  {
    anonymous: false,
    inputs: [{ indexed: false, internalType: 'address', name: 'authority', type: 'address' }],
    name: 'AuthorityUpdated',
    type: 'event',
  },
  {
    anonymous: false,
    inputs: [
      { indexed: true, internalType: 'address', name: 'token', type: 'address' },
      { indexed: true, internalType: 'bytes32', name: 'campaign', type: 'bytes32' },
    ],
    name: 'GeneralFundNamed',
    type: 'event',
  },
  {
    anonymous: false,
    inputs: [
      { indexed: true, internalType: 'enum IRegistry.Role', name: 'role', type: 'uint8' },
      { indexed: true, internalType: 'address', name: 'account', type: 'address' },
      { indexed: false, internalType: 'bytes32', name: 'document', type: 'bytes32' },
    ],
    name: 'Recognised',
    type: 'event',
  },
  {
    anonymous: false,
    inputs: [
      { indexed: true, internalType: 'enum IRegistry.Role', name: 'role', type: 'uint8' },
      { indexed: true, internalType: 'address', name: 'account', type: 'address' },
    ],
    name: 'Unrecognised',
    type: 'event',
  },
  {
    inputs: [],
    name: 'LEDGER',
    outputs: [{ internalType: 'contract ILedger', name: '', type: 'address' }],
    stateMutability: 'view',
    type: 'function',
  },
  {
    inputs: [],
    name: 'authority',
    outputs: [{ internalType: 'address', name: '', type: 'address' }],
    stateMutability: 'view',
    type: 'function',
  },
  {
    inputs: [{ internalType: 'address', name: 'token', type: 'address' }],
    name: 'generalFundOf',
    outputs: [{ internalType: 'bytes32', name: '', type: 'bytes32' }],
    stateMutability: 'view',
    type: 'function',
  },
  {
    inputs: [],
    name: 'isConsumingScheduledOp',
    outputs: [{ internalType: 'bytes4', name: '', type: 'bytes4' }],
    stateMutability: 'view',
    type: 'function',
  },
  {
    inputs: [
      { internalType: 'enum IRegistry.Role', name: 'role', type: 'uint8' },
      { internalType: 'address', name: 'account', type: 'address' },
    ],
    name: 'isRecognised',
    outputs: [{ internalType: 'bool', name: '', type: 'bool' }],
    stateMutability: 'view',
    type: 'function',
  },
  {
    inputs: [
      { internalType: 'address', name: 'token', type: 'address' },
      { internalType: 'bytes32', name: 'campaign', type: 'bytes32' },
    ],
    name: 'nameGeneralFund',
    outputs: [],
    stateMutability: 'nonpayable',
    type: 'function',
  },
  {
    inputs: [
      { internalType: 'enum IRegistry.Role', name: 'role', type: 'uint8' },
      { internalType: 'address', name: 'account', type: 'address' },
      { internalType: 'bytes32', name: 'document', type: 'bytes32' },
    ],
    name: 'recognise',
    outputs: [],
    stateMutability: 'nonpayable',
    type: 'function',
  },
  {
    inputs: [{ internalType: 'address', name: 'newAuthority', type: 'address' }],
    name: 'setAuthority',
    outputs: [],
    stateMutability: 'nonpayable',
    type: 'function',
  },
  {
    inputs: [
      { internalType: 'enum IRegistry.Role', name: 'role', type: 'uint8' },
      { internalType: 'address', name: 'account', type: 'address' },
    ],
    name: 'unrecognise',
    outputs: [],
    stateMutability: 'nonpayable',
    type: 'function',
  },
] as const;
