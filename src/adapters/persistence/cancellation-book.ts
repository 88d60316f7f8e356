import type { CancellationBook } from '../../ports/cancellation-book';
import type { BookOptions } from './book-options';
import type { Database } from './database';
import { recordRulingTimeout } from './escalation/record-ruling-timeout';
import { answerOffer } from './offers/answer-offer';
import { accept } from './steps/accept';
import { awaitReturn } from './steps/await-return';
import { close } from './steps/close';
import { commit } from './steps/commit';
import { end } from './steps/end';
import { flag } from './steps/flag';
import { giveUpParcel } from './steps/give-up-parcel';
import { prove } from './steps/prove';
import { pullLever } from './steps/pull-lever';
import { refundInstead } from './steps/refund-instead';
import { readLegs } from './steps/read-legs';
import { readStanding } from './steps/read-standing';
import { recordDecision } from './steps/record-decision';
import { recordShopStep } from './steps/record-shop-step';
import { withdraw } from './steps/withdraw';

/** The steps on our own database; see the port. */
export function createCancellationBook(db: Database, options: BookOptions = {}): CancellationBook {
  return {
    accept: accept(db, options),
    recordDecision: recordDecision(db),
    recordRulingTimeout: recordRulingTimeout(db),
    answerOffer: answerOffer(db),
    readStanding: readStanding(db),
    withdraw: withdraw(db),
    commit: commit(db, options),
    refundInstead: refundInstead(db),
    readLegs: readLegs(db),
    end: end(db),
    close: close(db),
    prove: prove(db),
    flag: flag(db),
    pullLever: pullLever(db),
    recordShopStep: recordShopStep(db),
    awaitReturn: awaitReturn(db),
    giveUpParcel: giveUpParcel(db),
  };
}
