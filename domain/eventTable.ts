import { DESK_EVENTS } from './deskEvents.ts';
import type { EventShape } from './eventShape.ts';

/**
 * The events of Ledger, Desk and Registry as a table: which contract emits them, whether they are
 * folded into a journal, and their arguments in declared order. Everything else about events
 * (types, parser, topics, journal steps) follows from it.
 */

export const EVENTS = {
  Donated: {
    by: 'ledger',
    journaled: false,
    fields: {
      campaign: 'bytes32',
      giver: 'address',
      index: 'uint32',
      payer: 'address',
      start: 'uint96',
      end: 'uint96',
    },
  },
  BatchAnchored: {
    by: 'ledger',
    journaled: false,
    fields: {
      campaign: 'bytes32',
      operator: 'address',
      index: 'uint32',
      start: 'uint96',
      end: 'uint96',
      count: 'uint32',
      root: 'bytes32',
      dataDigest: 'bytes32',
    },
  },
  TransferReceived: {
    by: 'ledger',
    journaled: false,
    fields: {
      campaign: 'bytes32',
      source: 'bytes32',
      index: 'uint32',
      payer: 'address',
      start: 'uint96',
      end: 'uint96',
      sourceStart: 'uint96',
    },
  },
  ReturnReceived: {
    by: 'ledger',
    journaled: false,
    fields: {
      campaign: 'bytes32',
      source: 'bytes32',
      index: 'uint32',
      payer: 'address',
      start: 'uint96',
      end: 'uint96',
      sourceStart: 'uint96',
    },
  },
  CampaignOpened: {
    by: 'ledger',
    journaled: false,
    fields: {
      campaign: 'bytes32',
      desk: 'address',
      token: 'address',
      opens: 'uint32',
      closes: 'uint32',
      minimum: 'uint96',
      successor: 'bytes32',
      claimWindow: 'uint32',
      silence: 'uint32',
      hardEnd: 'uint32',
      operators: 'address[]',
      salt: 'bytes32',
    },
  },
  Disbursed: {
    by: 'ledger',
    journaled: true,
    fields: {
      campaign: 'bytes32',
      payee: 'address',
      ref: 'bytes32',
      index: 'uint32',
      start: 'uint96',
      end: 'uint96',
    },
  },
  Transferred: {
    by: 'ledger',
    journaled: true,
    fields: {
      campaign: 'bytes32',
      target: 'bytes32',
      ref: 'bytes32',
      index: 'uint32',
      start: 'uint96',
      end: 'uint96',
    },
  },
  FundsReturned: {
    by: 'ledger',
    journaled: true,
    fields: {
      campaign: 'bytes32',
      target: 'bytes32',
      payee: 'address',
      index: 'uint32',
      start: 'uint96',
      end: 'uint96',
    },
  },
  Refunded: {
    by: 'ledger',
    journaled: true,
    fields: {
      campaign: 'bytes32',
      giver: 'address',
      index: 'uint32',
      start: 'uint96',
      end: 'uint96',
    },
  },
  EntrySettled: {
    by: 'ledger',
    journaled: true,
    fields: {
      campaign: 'bytes32',
      target: 'bytes32',
      index: 'uint32',
      start: 'uint96',
      end: 'uint96',
    },
  },
  LeftoverMoved: {
    by: 'ledger',
    journaled: true,
    fields: { campaign: 'bytes32', target: 'bytes32', start: 'uint96', end: 'uint96' },
  },
  DonationsHalted: {
    by: 'ledger',
    journaled: true,
    fields: { campaign: 'bytes32', opens: 'uint32', closes: 'uint32' },
  },
  LifeExtended: { by: 'ledger', journaled: true, fields: { campaign: 'bytes32' } },
  CampaignClosed: {
    by: 'ledger',
    journaled: true,
    fields: { campaign: 'bytes32', root: 'bytes32' },
  },
  CampaignCancelled: {
    by: 'ledger',
    journaled: true,
    fields: { campaign: 'bytes32', by: 'address', root: 'bytes32' },
  },
  ...DESK_EVENTS,
  Recognised: {
    by: 'registry',
    journaled: false,
    fields: { role: 'role', account: 'address', document: 'bytes32' },
  },
  Unrecognised: {
    by: 'registry',
    journaled: false,
    fields: { role: 'role', account: 'address' },
  },
  GeneralFundNamed: {
    by: 'registry',
    journaled: false,
    fields: { token: 'address', campaign: 'bytes32' },
  },
} as const satisfies Record<string, EventShape>;
