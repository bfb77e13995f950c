import { audit } from './en/audit.ts';
import { certificate } from './en/certificate.ts';
import { charity } from './en/charity.ts';
import { first } from './en/first.ts';
import { more } from './en/more.ts';
import { receipt } from './en/receipt.ts';
import { shown } from './en/shown.ts';
import { stage } from './en/stage.ts';
import { verify } from './en/verify.ts';

/** All texts in English. */
export const en = {
  ...first,
  ...more,
  audit,
  certificate,
  charity,
  receipt,
  shown,
  stage,
  verify,
};
