/** Whether there is room beside each other: what a phone folds away stands open on a desk. */
export const isWide = (): boolean => matchMedia('(min-width: 48em)').matches;
