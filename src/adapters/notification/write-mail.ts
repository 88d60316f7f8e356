import { customerLegTitle } from '../../domain/explain/customer-leg';
import { explain } from '../../domain/explain/explain';
import type { Locale } from '../../domain/explain/wording';
import { WORDINGS } from '../../domain/explain/wordings';
import type { Letter, WrittenMail } from '../../ports/mails';
import { htmlOf, textOf, type Block } from './mail-blocks';
import { EN_MAILS } from './wording/en';
import type { MailWording } from './wording/mail-wording';
import { ZH_MAILS } from './wording/zh';

const MAILS: Readonly<Record<Locale, MailWording>> = { en: EN_MAILS, zh: ZH_MAILS };

/**
 * Writes a mail, as text and as simple HTML. `link` leads to the page where its reader acts; left out, there is none.
 */
export function writeMail(letter: Letter, link: string | undefined): WrittenMail {
  const { kind, orderId, locale, merchantId, view } = letter;
  const wording = MAILS[locale];
  const subject = wording.subjects[kind]({
    orderId,
    whole: view?.whole ?? true,
    returnsMoney: (view?.refund ?? 0) > 0,
  });
  const isMerchants = merchantId !== undefined;
  const lead = wording.leads[kind];
  const blocks: Block[] = [
    { kind: 'text', text: wording.greeting(printable(letter.to.name)) },
    ...standing(letter, wording),
    ...(letter.code === undefined ? [] : [{ kind: 'code' as const, lead: wording.codeIs, code: letter.code }]),
    ...(lead === '' ? [] : [{ kind: 'text' as const, text: lead }]),
    ...(link === undefined
      ? []
      : [{ kind: 'link' as const, label: isMerchants ? wording.openDecision : wording.openOrder, url: link }]),
    { kind: 'small', text: wording.whyYou[view === undefined ? 'code' : isMerchants ? 'merchant' : 'customer'] },
  ];
  return { subject, text: textOf(blocks), html: htmlOf(blocks, { title: subject, language: wording.language }) };
}

function standing(letter: Letter, wording: MailWording): Block[] {
  const { view, locale, merchantId, items = [] } = letter;
  if (view === undefined) return [];
  const { headline, details } = explain(view, locale, merchantId === undefined ? 'customer' : 'merchant');
  const planned = plannedLines(letter, wording);
  return [
    { kind: 'text', text: headline },
    { kind: 'list', lines: details },
    ...(items.length === 0 ? [] : [{ kind: 'list' as const, lead: wording.itIsAbout, lines: items.map(wording.item) }]),
    ...(planned.length === 0 ? [] : [{ kind: 'list' as const, lead: wording.planned, lines: planned }]),
  ];
}

/** What is to come back, tender by tender and when, as long as nothing is on its way yet. */
function plannedLines({ kind, view, locale, planned = [] }: Letter, { arrives }: MailWording): string[] {
  if (kind !== 'REQUEST_RECEIVED' || view === undefined || view.legs.length > 0) return [];
  const wording = WORDINGS[locale];
  return planned.map((tender) => {
    const what = customerLegTitle(tender, { currency: view.currency, wording });
    return what + wording.separator + arrives(tender.arrivalDays, tender.inBusinessDays === true);
  });
}

/**
 * A name as it may stand in a greeting: one that looks like an address or a sentence
 * is left out, for others write it in.
 */
function printable(name: string | undefined): string | undefined {
  const plain = name?.trim() ?? '';
  const isName = /^[\p{L}\p{M}][\p{L}\p{M} .'’·-]{0,59}$/u.test(plain) && !/\.\S/.test(plain);
  return isName ? plain : undefined;
}
