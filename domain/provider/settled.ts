/** Blocks on top of one after which a batch in it is taken to stay, for the command and the page alike. */
export const SETTLED = 64;
