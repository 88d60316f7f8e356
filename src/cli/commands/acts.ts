import { type Command, InvalidArgumentError, Option } from 'commander';
import { REJECTION_REASONS, type RejectionReason } from '../../domain/decision';
import type { AnyLever, LeverKind, PayoutRoute } from '../../domain/lever';
import { ROUTE_MEANS } from '../../domain/payout-route';
import type { StockRule } from '../../domain/policy';
import { act, cancellationIdOf, type Shared, withShared } from '../act';
import type { AddCommands } from '../add-commands';
import type { CancellationsDoor } from '../cancellations-door';
import { CliError, EXIT } from '../exit-codes';
import { addLine, type LineArgument } from '../line-argument';
import { wholeNumber } from '../whole-number';

interface DecideArguments extends Shared {
  readonly merchant: string;
  readonly approve?: boolean;
  readonly reject?: boolean;
  readonly reason?: RejectionReason;
  readonly message?: string;
  readonly line: readonly LineArgument[];
  readonly restock?: StockRule;
}

interface LeverArguments extends Shared {
  readonly leg?: string;
  readonly reference?: string;
  readonly shipment?: string;
  readonly outcome?: 'STOPPED' | 'ALREADY_OUT' | 'DELIVERED';
  readonly merchant?: string;
  readonly ruling?: 'APPROVED' | 'UPHELD';
  readonly minutes?: number;
  readonly route?: PayoutRoute;
  readonly destination?: string;
  readonly consentAt?: string;
  readonly evidenceKind?: string;
  readonly evidence?: string;
  readonly evidenceSha256?: string;
  readonly approval?: string;
  readonly decision?: 'APPROVED' | 'REFUSED';
  readonly note?: string;
  readonly reason?: string;
}

/** `decide`, `withdraw`, `lever`: what is done to a cancellation. */
export const addActs: AddCommands = (program, parts) => {
  const { done } = parts;
  withShared(program.command('decide'), 'decides as a merchant')
    .requiredOption('--merchant <id>', 'whose part')
    .option('--approve')
    .option('--reject')
    .addOption(new Option('--reason <code>', 'why it is rejected').choices(REJECTION_REASONS))
    .option('--message <text>', 'to the customer, with --reject')
    .option('--line <id:quantity>', 'approves only so many of this line; may be repeated', addLine, [])
    .addOption(
      new Option('--restock <code>', 'what becomes of the stock that is approved').choices([
        'RELEASE',
        'RETURN_TO_SHELF',
        'WRITE_OFF',
      ]),
    )
    .action(async (cancellationId: string, options: DecideArguments) => {
      const { merchant: merchantId, approve, reject, reason, message } = options;
      if ((approve === true) === (reject === true)) throw new CliError(EXIT.USAGE, 'Say either --approve or --reject');
      if (reject === true && reason === undefined) throw new CliError(EXIT.USAGE, 'A rejection needs a --reason');
      const decision = reject === true ? 'REJECTED' : 'APPROVED';
      if (approve === true && message !== undefined) throw new CliError(EXIT.USAGE, '--message belongs to --reject');
      const written = message === undefined ? {} : { message };
      const rejection = reject === true && reason !== undefined ? { rejectionReason: reason, ...written } : {};
      const choice = choiceOf(options);
      const call = (door: CancellationsDoor) =>
        door.decide(cancellationId, { merchantId, outcome: decision, ...rejection, ...choice });
      done(await act(parts, { cancellationId, options, call, said: `${decision} for ${merchantId}` }));
    });
  withShared(program.command('withdraw'), 'takes the request back').action(
    async (cancellationId: string, options: Shared) => {
      const call = (door: CancellationsDoor) => door.withdraw(cancellationId);
      done(await act(parts, { cancellationId, options, call, said: 'Withdrawn: the order goes ahead' }));
    },
  );
  withLeverOptions(program.command('lever').description('gets a cancellation going again that needs a person')).action(
    async (kind: LeverKind, cancellationId: string, options: LeverArguments) => {
      const lever = leverOf(kind, options);
      const { note } = options;
      if (note !== undefined && lever.kind !== 'arbitrate')
        throw new CliError(EXIT.USAGE, '--note belongs to arbitrate');
      const call = (door: CancellationsDoor) =>
        lever.kind === 'arbitrate' && note !== undefined
          ? door.arbitrate(cancellationId, { merchantId: lever.merchantId, ruling: lever.ruling, note })
          : door.pull(cancellationId, lever);
      const said = (answer: object) => `${kind}: done${cameOf(answer)}`;
      done(await act(parts, { cancellationId, options, call, said }));
    },
  );
};

/** What is to be told of a lever's answer besides that it was done. */
function cameOf(answer: { readonly approvalId?: string; readonly escalatedBy?: string }): string {
  const { approvalId, escalatedBy } = answer;
  if (escalatedBy !== undefined) return `, decided again as ${escalatedBy}`;
  return approvalId === undefined ? '' : `, a second person decides on ${approvalId}`;
}

/** What belongs to an approval alone. */
function choiceOf({ reject, line, restock }: DecideArguments) {
  if (reject === true && (line.length > 0 || restock !== undefined)) {
    throw new CliError(EXIT.USAGE, '--line and --restock belong to --approve');
  }
  return { ...(line.length === 0 ? {} : { lines: line }), ...(restock === undefined ? {} : { restock }) };
}

function withLeverOptions(command: Command): Command {
  return command
    .argument('<kind>', Object.keys(LEVERS).join(', '), leverKind)
    .argument('<cancellationId>', undefined, cancellationIdOf)
    .option('--leg <id>', 'retryRefund, recordManualRefund, chooseAlternateRoute: which refund')
    .option('--reference <text>', 'recordManualRefund: of the payment that was made by hand')
    .option('--shipment <id>', 'resolveInterception, recordReturn: which parcel')
    .addOption(new Option('--outcome <code>', 'resolveInterception').choices(['STOPPED', 'ALREADY_OUT', 'DELIVERED']))
    .option('--merchant <id>', 'arbitrate, extendDeadline: whose part')
    .option('--minutes <n>', 'extendDeadline: how much more time, at most 10080', wholeNumber(1))
    .addOption(new Option('--ruling <code>', 'arbitrate').choices(['APPROVED', 'UPHELD']))
    .option('--note <text>', 'arbitrate: why, for staff to read')
    .addOption(new Option('--route <code>', 'chooseAlternateRoute').choices(Object.keys(ROUTE_MEANS)))
    .option('--destination <id>', 'chooseAlternateRoute: where to, as the API recorded it')
    .option('--consent-at <time>', 'chooseAlternateRoute: when the customer agreed, ISO 8601')
    .option('--evidence-kind <code>', 'chooseAlternateRoute: what kind of document shows it')
    .option('--evidence <reference>', 'chooseAlternateRoute: where that document is in your own files')
    .option('--evidence-sha256 <digest>', 'chooseAlternateRoute: of that document, if you like')
    .option('--approval <id>', 'approveRoute, approveReopening: which one, from the timeline')
    .addOption(new Option('--decision <code>', 'approveRoute, approveReopening').choices(['APPROVED', 'REFUSED']))
    .option('--reason <text>', 'reopen: why, for staff to read')
    .option('--shop <id>', 'whose it is, where two shops have an order of that id')
    .option('--json', 'print JSON', false);
}

type Needed = Exclude<keyof LeverArguments, keyof Shared | 'note'>;

/** What makes up the customer's consent. */
type Consent = 'consentAt' | 'evidenceKind' | 'evidence' | 'evidenceSha256';

/** What each lever needs to know. */
const LEVERS: Readonly<Record<LeverKind, readonly Needed[]>> = {
  retryStep: [],
  retryRefund: ['leg'],
  recordManualRefund: ['leg', 'reference'],
  chooseAlternateRoute: ['leg', 'route', 'destination', 'consentAt', 'evidenceKind', 'evidence'],
  approveRoute: ['approval', 'decision'],
  resolveInterception: ['shipment', 'outcome'],
  recordReturn: ['shipment'],
  arbitrate: ['merchant', 'ruling'],
  extendDeadline: ['merchant', 'minutes'],
  reopen: ['reason'],
  approveReopening: ['approval', 'decision'],
};

/** What an option is called in a lever. */
const NAMES: Readonly<Record<Exclude<Needed, Consent>, string>> = {
  leg: 'legId',
  reference: 'reference',
  shipment: 'shipmentId',
  outcome: 'outcome',
  merchant: 'merchantId',
  ruling: 'ruling',
  minutes: 'minutes',
  route: 'route',
  destination: 'destinationId',
  approval: 'approvalId',
  decision: 'decision',
  reason: 'reason',
};

function leverKind(text: string): LeverKind {
  if (!(text in LEVERS)) throw new InvalidArgumentError(`A lever is one of ${Object.keys(LEVERS).join(', ')}.`);
  return text as LeverKind;
}

function leverOf(kind: LeverKind, options: LeverArguments): AnyLever {
  const missing = LEVERS[kind].filter((name) => options[name] === undefined);
  if (missing.length > 0) {
    throw new CliError(EXIT.USAGE, `${kind} needs ${missing.map((name) => `--${kebab(name)}`).join(' and ')}`);
  }
  const named = LEVERS[kind].flatMap((name) => (isConsent(name) ? [] : [[NAMES[name], options[name]] as const]));
  const consent = kind === 'chooseAlternateRoute' ? { consent: consentOf(options) } : {};
  return { kind, ...Object.fromEntries(named), ...consent } as AnyLever;
}

function isConsent(name: Needed): name is Consent {
  return !(name in NAMES);
}

function consentOf({ consentAt = '', evidenceKind = '', evidence = '', evidenceSha256 }: LeverArguments) {
  const sha256 = evidenceSha256 === undefined ? {} : { sha256: evidenceSha256 };
  return { givenAt: consentAt, evidence: { kind: evidenceKind, reference: evidence, ...sha256 } };
}

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`);
}
