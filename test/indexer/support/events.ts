import type { JsonRpcProvider } from 'ethers';
import { parseEvent, isEventName, type ChainEvent } from '../../../domain/events.ts';
import type { Deployed } from './deploy.ts';

/** Everything the product's contracts have said so far, in the chain's order. */
export async function readEvents(
  provider: JsonRpcProvider,
  { ledger, desk, registry }: Deployed,
): Promise<ChainEvent[]> {
  const addresses = await Promise.all([ledger, desk, registry].map((one) => one.getAddress()));
  const logs = await provider.getLogs({ address: addresses, fromBlock: 0, toBlock: 'latest' });
  const times = new Map<number, number>();
  const events: ChainEvent[] = [];
  for (const log of logs) {
    const contract = [ledger, desk, registry][addresses.indexOf(log.address)]!;
    const parsed = contract.interface.parseLog(log);
    if (parsed === null || !isEventName(parsed.name)) continue;
    let timestamp = times.get(log.blockNumber);
    if (timestamp === undefined) {
      timestamp = (await provider.getBlock(log.blockNumber))!.timestamp;
      times.set(log.blockNumber, timestamp);
    }
    events.push(
      parseEvent({
        address: log.address,
        eventName: parsed.name,
        args: parsed.args.toObject(),
        blockNumber: log.blockNumber,
        logIndex: log.index,
        transactionHash: log.transactionHash,
        timestamp,
      }),
    );
  }
  return events;
}
