import { act, type Shared, withShared } from '../act';
import type { AddCommands } from '../add-commands';
import type { CancellationsDoor } from '../cancellations-door';

interface EscalateArguments extends Shared {
  readonly reason?: string;
}

interface EvidenceArguments extends Shared {
  readonly kind: string;
  readonly reference: string;
  readonly sha256?: string;
  readonly note?: string;
}

/** `escalate`, `evidence`: what is done about a rejection. */
export const addEscalation: AddCommands = (program, parts) => {
  const { done } = parts;
  withShared(program.command('escalate'), 'takes a rejection to arbitration, in the customer’s name')
    .option('--reason <text>', 'what the arbiter should know')
    .action(async (cancellationId: string, options: EscalateArguments) => {
      const { reason } = options;
      const call = (door: CancellationsDoor) => door.escalate(cancellationId, reason === undefined ? {} : { reason });
      const said = (answer: { readonly outcome: string }) =>
        `Taken to arbitration as ${'cancellationId' in answer ? String(answer.cancellationId) : ''}`;
      done(await act(parts, { cancellationId, options, call, said }));
    });
  withShared(program.command('evidence'), 'shows a document that supports one side')
    .requiredOption('--kind <code>', 'what kind of document, such as PHOTO')
    .requiredOption('--reference <code>', 'where it is in your own files')
    .option('--sha256 <digest>', 'of the document')
    .option('--note <text>', 'for staff and merchants to read')
    .action(async (cancellationId: string, options: EvidenceArguments) => {
      const { kind, reference, sha256, note } = options;
      const evidence = {
        ...{ kind, reference },
        ...(sha256 === undefined ? {} : { sha256 }),
        ...(note === undefined ? {} : { note }),
      };
      const call = (door: CancellationsDoor) => door.addEvidence(cancellationId, evidence);
      done(await act(parts, { cancellationId, options, call, said: `Shown: ${kind} ${reference}` }));
    });
};
