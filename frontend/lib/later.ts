import { lazy, type ComponentType } from 'react';
import { wantTexts, type Part } from '../i18n/index.ts';

/** A page, or a part of one, that is fetched together with its texts when it is first drawn. */
export const later = <Props extends object = object>(
  load: () => Promise<{ readonly default: ComponentType<Props> }>,
  ...texts: Part[]
) =>
  lazy(async () => {
    const parts = texts.length === 0 ? (['more'] as const) : texts;
    const [page] = await Promise.all([load(), ...parts.map(wantTexts)]);
    return page;
  });
