/** What keeps the mutants from being tried; the message is for people. */
export class MutantsError extends Error {}
