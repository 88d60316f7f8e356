import { Option } from 'commander';
import { OFFER_KINDS, type OfferKind } from '../../domain/offer';
import { act, type Shared, withShared } from '../act';
import type { AddCommands } from '../add-commands';
import type { CancellationsDoor } from '../cancellations-door';
import { CliError, EXIT } from '../exit-codes';
import { wholeNumber } from '../whole-number';

interface OfferArguments extends Shared {
  readonly merchant: string;
  readonly kind: OfferKind;
  readonly amount?: number;
  readonly currency?: string;
  readonly note?: string;
}

interface AnswerArguments extends Shared {
  readonly offer: string;
  readonly accept?: boolean;
  readonly decline?: boolean;
}

/** `offer`, `answer-offer`: something else than what was asked. */
export const addOffers: AddCommands = (program, parts) => {
  const { done } = parts;
  withShared(program.command('offer'), 'offers something else instead of deciding, as a merchant')
    .requiredOption('--merchant <id>', 'whose part')
    .addOption(new Option('--kind <code>', 'what is offered').choices(OFFER_KINDS).makeOptionMandatory())
    .option('--amount <minor>', 'minor units, with --currency', wholeNumber(1))
    .option('--currency <code>', 'of the order')
    .option('--note <text>', 'to the customer')
    .action(async (cancellationId: string, options: OfferArguments) => {
      const { merchant: merchantId, note } = options;
      const offer = { merchantId, terms: termsOf(options), ...(note === undefined ? {} : { note }) };
      const call = (door: CancellationsDoor) => door.makeOffer(cancellationId, offer);
      done(await act(parts, { cancellationId, options, call, said: 'Offered: the customer answers' }));
    });
  withShared(program.command('answer-offer'), 'answers an offer, in the customer’s name')
    .requiredOption('--offer <id>', 'which one; rescind show prints it')
    .option('--accept', 'keeps the order')
    .option('--decline', 'leaves it to the merchant')
    .action(async (cancellationId: string, options: AnswerArguments) => {
      const { offer: offerId, accept, decline } = options;
      if ((accept === true) === (decline === true)) {
        throw new CliError(EXIT.USAGE, 'Say either --accept or --decline');
      }
      const answer = accept === true ? 'ACCEPTED' : 'DECLINED';
      const call = (door: CancellationsDoor) => door.answerOffer(cancellationId, { offerId, answer });
      done(await act(parts, { cancellationId, options, call, said: `${answer}: ${offerId}` }));
    });
};

function termsOf({ kind, amount, currency }: OfferArguments) {
  if ((amount === undefined) !== (currency === undefined)) {
    throw new CliError(EXIT.USAGE, '--amount and --currency go together');
  }
  if (kind === 'PARTIAL_REFUND' && amount === undefined) {
    throw new CliError(EXIT.USAGE, 'A partial refund needs --amount and --currency');
  }
  return amount === undefined || currency === undefined ? { kind } : { kind, amount, currency };
}
