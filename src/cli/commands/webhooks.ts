import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import { verifyWebhook, type WebhookEvent } from '../../sdk/verify-webhook';
import type { AddCommands } from '../add-commands';
import { EXIT, type ExitCode } from '../exit-codes';
import { showRefusal } from '../refused';
import { show, type Terminal } from '../terminal';
import { receiveMessages, type Received } from '../webhooks/receive-messages';
import type { WebhooksDoor } from '../webhooks/webhooks-door';
import { wholeNumber } from '../whole-number';

interface ListenArguments {
  readonly type: readonly string[];
  readonly count?: number;
  readonly shop?: string;
  readonly json: boolean;
}

interface ResendArguments {
  readonly shop?: string;
  readonly json: boolean;
}

type Parts = Parameters<AddCommands>[1];

/** `webhooks`: what is told to shops and merchants. */
export const addWebhooks: AddCommands = (program, parts) => {
  const webhooks = program.command('webhooks').description('receives events on this machine, and sends them again');
  addListen(webhooks, parts);
  addResend(webhooks, parts);
};

function addListen(webhooks: Command, { terminal, openDoors, done }: Parts): void {
  webhooks
    .command('listen')
    .description('prints each event with its signature checked, until Ctrl-C')
    .option('--type <type...>', 'only these: cancellation.settled, cancellation.leg_*', [])
    .option('--count <n>', 'end after so many', wholeNumber(1))
    .option('--shop <id>', 'needed where there are several shops')
    .option('--json', 'print one JSON document a line', false)
    .action(async ({ type, count, shop, json }: ListenArguments) => {
      const doors = await openDoors({ ...(shop !== undefined && { shop }), beforeAnyCancellation: true });
      try {
        done(await listen(doors.webhooks, terminal, { types: type, json, ...(count !== undefined && { count }) }));
      } finally {
        await doors.close();
      }
    });
}

function addResend(webhooks: Command, { terminal, openDoors, done }: Parts): void {
  webhooks
    .command('resend')
    .description('sends an event again, at once')
    .argument('<deliveryId>', 'the header webhook-id: dlv_…')
    .option('--shop <id>', 'needed where several shops have cancellations')
    .option('--json', 'print JSON', false)
    .action(async (deliveryId: string, { shop, json }: ResendArguments) => {
      const doors = await openDoors({ ...(shop !== undefined && { shop }), deliveryId });
      try {
        const queued = await doors.webhooks.resend(deliveryId);
        if ('outcome' in queued) {
          done(showRefusal(terminal, json, queued));
          return;
        }
        const line = `${queued.deliveryId} (${queued.type} of ${queued.cancellationId}) is sent again.`;
        show(terminal, json, { data: queued, lines: [line] });
        done(EXIT.DONE);
      } finally {
        await doors.close();
      }
    });
}

interface Listening {
  readonly types: readonly string[];
  readonly json: boolean;
  readonly count?: number;
}

/** Makes an endpoint for as long as it listens; messages that come before its secret is known wait for it. */
async function listen(door: WebhooksDoor, terminal: Terminal, { types, json, count }: Listening): Promise<ExitCode> {
  let secret = '';
  let seen = 0;
  let end: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => (end = resolve));
  const receiver = await receiveMessages(`/${randomUUID()}`, (message) => {
    const isGood = secret !== '' && tell(terminal, { message, secret, json });
    seen += isGood ? 1 : 0;
    if (count !== undefined && seen >= count) end();
    return isGood;
  });
  try {
    const endpoint = await door.create({ url: receiver.url, types });
    if ('outcome' in endpoint) return showRefusal(terminal, json, endpoint);
    secret = endpoint.secret ?? '';
    terminal.err(`Listening at ${receiver.url} as ${endpoint.endpointId}. Ctrl-C ends it.`);
    process.once('SIGINT', end).once('SIGTERM', end);
    await ended;
    await door.remove(endpoint.endpointId);
    return EXIT.DONE;
  } finally {
    process.off('SIGINT', end).off('SIGTERM', end);
    await receiver.close();
  }
}

function tell(
  terminal: Terminal,
  { message, secret, json }: { readonly message: Received; readonly secret: string; readonly json: boolean },
): boolean {
  const deliveryId = String(message.headers['webhook-id']);
  try {
    const event = verifyWebhook(message.body, message.headers, secret);
    if (json) terminal.out(JSON.stringify({ deliveryId, verified: true, ...event }));
    else terminal.out(lineOf(event, deliveryId));
    return true;
  } catch (fault) {
    const why = fault instanceof Error ? fault.message : 'not verified';
    if (json) terminal.out(JSON.stringify({ deliveryId, verified: false, why }));
    else terminal.out(`NOT VERIFIED  ${deliveryId}: ${why}`);
    return false;
  }
}

function lineOf({ type, timestamp, data }: WebhookEvent, deliveryId: string): string {
  const { shopId: _shop, cancellationId, orderId: _order, event: _event, ...rest } = data;
  const facts = Object.entries(rest).map(([name, value]) => `${name} ${String(value)}`);
  return [timestamp, 'verified', type, cancellationId, facts.join(', '), deliveryId]
    .filter((one) => one !== '')
    .join('  ');
}
