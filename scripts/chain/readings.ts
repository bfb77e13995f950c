import type { CampaignReading, DeskReading } from '../../domain/compare.ts';
import type { Hex } from '../../domain/hex.ts';
import type { ReplayState } from '../../domain/state.ts';
import type { IDeskTypes } from '../../typechain-types/contracts/Desk.ts';
import type { ILedger } from '../../typechain-types/contracts/Ledger.ts';
import { deskInterface, ledgerInterface } from './interfaces.ts';
import type { Rpc, RpcCall } from './rpc.ts';

const STATES = ['none', 'active', 'closed', 'cancelled'] as const;

/**
 * What the contracts themselves say of every campaign of a replayed state, for `compare`.
 * @param desks those that are of our making, so that their side can be read
 * @param block the block that the state was replayed up to
 */
export async function readCampaigns(
  rpc: Rpc,
  state: ReplayState,
  desks: readonly Hex[],
  block: number,
): Promise<Map<Hex, CampaignReading>> {
  const { ledger } = state.scope;
  const ids = [...state.campaigns.keys()];
  const tag = `0x${block.toString(16)}`;
  const call = (to: Hex, data: string): RpcCall => ({
    method: 'eth_call',
    params: [{ to, data }, tag],
  });
  const answers = (await rpc.batch(
    ids.flatMap((id) => {
      const desk = deskOf(state, id, desks);
      return [
        call(ledger, ledgerInterface.encodeFunctionData('campaignOf', [id])),
        call(ledger, ledgerInterface.encodeFunctionData('rootOf', [id])),
        call(ledger, ledgerInterface.encodeFunctionData('journalOf', [id])),
        // A desk that is not ours may not answer at all; the ledger's own answer is then read again.
        desk !== null
          ? call(desk, deskInterface.encodeFunctionData('standingOf', [id]))
          : call(ledger, ledgerInterface.encodeFunctionData('journalOf', [id])),
      ];
    }),
  )) as string[];

  const readings = new Map<Hex, CampaignReading>();
  ids.forEach((id, i) => {
    const [line = '', root = '', journal = '', standing = ''] = answers.slice(4 * i, 4 * i + 4);
    const [campaign] = ledgerInterface.decodeFunctionResult('campaignOf', line) as unknown as [
      ILedger.CampaignStructOutput,
    ];
    const file = deskOf(state, id, desks) === null ? null : decodeStanding(standing);
    const name = STATES[Number(campaign.state)];
    if (name === undefined || name === 'none') return;
    readings.set(id, {
      root: root as Hex,
      ledgerJournal: journal as Hex,
      deskJournal: (file?.journal as Hex | undefined) ?? null,
      ...(file === null ? {} : { rulesHash: file.rulesHash as Hex, standing: standingOf(file) }),
      raised: campaign.raised,
      disbursed: campaign.disbursed,
      settled: campaign.settled,
      returned: campaign.returned,
      // By its place: lists have an `entries` of their own.
      entries: Number(campaign[10]),
      disbursements: Number(campaign.disbursements),
      state: name,
    });
  });
  return readings;
}

/** The campaign's desk, if it is one of those. */
function deskOf(state: ReplayState, id: Hex, desks: readonly Hex[]): Hex | null {
  const desk = state.campaigns.get(id)?.desk;
  return desk !== undefined && desks.includes(desk) ? desk : null;
}

function standingOf(file: IDeskTypes.StandingStructOutput): DeskReading {
  return {
    room: file.room,
    management: file.management,
    passedOn: file.transferred,
    requests: Number(file.requests),
    epoch: Number(file.epoch),
    reportDue: Number(file.reportDue),
    pausedUntil: Number(file.pausedUntil),
    pausedTotal: Number(file.pausedTotal),
    disputed: Number(file.disputes),
    overdue: Number(file.overdue),
  };
}

function decodeStanding(answer: string): IDeskTypes.StandingStructOutput {
  const [standing] = deskInterface.decodeFunctionResult('standingOf', answer) as unknown as [
    IDeskTypes.StandingStructOutput,
  ];
  return standing;
}
