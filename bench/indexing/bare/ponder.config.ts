/** The same contracts, read from the same node: only what is done with the events differs. */
export { default } from '../../../indexer/ponder.config.ts';
