/**
 * The shape every other language must have: the English texts' keys, all of them, and none more.
 * English alone has a singular form (`…_one`), so that key is left out.
 */
export type Texts<T> = {
  [K in keyof T as K extends `${string}_one` ? never : K]: T[K] extends string
    ? string
    : Texts<T[K]>;
};
