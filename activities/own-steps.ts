import type { RepairBook } from '../src/ports/repair-book';
import type { CancellationBook } from '../src/ports/cancellation-book';
import type { OwnSteps } from './contract';
import { asActivity } from './step';

/** The steps on our own database, as activities. */
export function createOwnSteps(book: CancellationBook, repairs: RepairBook): OwnSteps {
  return {
    accept: asActivity(book.accept),
    recordDecision: asActivity(book.recordDecision),
    recordRulingTimeout: asActivity(book.recordRulingTimeout),
    answerOffer: asActivity(book.answerOffer),
    readStanding: asActivity(book.readStanding),
    withdraw: asActivity(book.withdraw),
    commit: asActivity(book.commit),
    refundInstead: asActivity(book.refundInstead),
    readLegs: asActivity(book.readLegs),
    end: asActivity(book.end),
    close: asActivity(book.close),
    prove: asActivity(book.prove),
    flag: asActivity(book.flag),
    pullLever: asActivity(book.pullLever),
    recordShopStep: asActivity(book.recordShopStep),
    awaitReturn: asActivity(book.awaitReturn),
    giveUpParcel: asActivity(book.giveUpParcel),
    beginRepair: asActivity(repairs.beginRepair),
    readRepairLegs: asActivity(repairs.readRepairLegs),
    proveRepair: asActivity(repairs.proveRepair),
  };
}
