import type { RefundChannel } from '../../ports/refund-channel';
import { createBankBatches } from '../persistence/bank/bank-batches';
import type { Database } from '../persistence/database';
import { createPayoutDestinations } from '../persistence/payouts/payout-destinations';
import { openWalletChannels } from '../persistence/wallet/own-channels';
import { readDataKeys } from '../secrets/data-keys';
import { createSealer } from '../secrets/sealer';
import { openAdyen } from './adyen/open-adyen';
import { openAlipay } from './alipay/open-alipay';
import type { Environment, OpenedChannel } from './open-channel';
import { openPaypal } from './paypal/open-paypal';
import type { WebhookDoor } from './refund-webhooks';
import { openSandbox } from './sandbox/open-sandbox';
import { openSepa } from './sepa/open-sepa';
import { openStripe } from './stripe/open-stripe';
import { openWechatPay } from './wechat-pay/open-wechat-pay';

type Closed = Exclude<OpenedChannel, { outcome: 'on' }>;

/** The channels of this process: what is on, the doors for their messages, and why the others are not. */
export interface OpenedChannels {
  readonly channels: ReadonlyMap<string, RefundChannel>;
  readonly doors: ReadonlyMap<string, WebhookDoor>;
  readonly off: readonly Extract<Closed, { outcome: 'off' }>[];
  /** Credentials that are there but wrong: a process that moves money does not start with them. */
  readonly bad: readonly Extract<Closed, { outcome: 'bad' }>[];
}

/**
 * Opens every channel that the environment has credentials for, and those of our
 * own books. Nothing is connected to yet.
 */
export function openChannels(env: Environment, db: Database): OpenedChannels {
  const opened = [
    openSandbox(env),
    openStripe(env),
    openPaypal(env),
    openAdyen(env),
    openWechatPay(env),
    openAlipay(env),
    openBank(env, db),
  ];
  const on = opened.filter((one) => one.outcome === 'on');
  return {
    channels: new Map([
      ...openWalletChannels(db),
      ...on.map(({ channel }) => [channel.capabilities.channel, channel] as const),
    ]),
    doors: new Map(
      on.flatMap(({ channel, webhook }) => (webhook === undefined ? [] : [[channel.capabilities.channel, webhook]])),
    ),
    off: opened.filter((one) => one.outcome === 'off'),
    bad: opened.filter((one) => one.outcome === 'bad'),
  };
}

function openBank(env: Environment, db: Database): OpenedChannel {
  const keys = readDataKeys(env);
  if (keys.outcome === 'bad') return { outcome: 'bad', channel: 'sepa', problems: [keys.problem] };
  const sealer = keys.outcome === 'read' ? createSealer(keys.keys) : undefined;
  const destinations = createPayoutDestinations(db, sealer).destinationDetails;
  return openSepa(env, { batches: createBankBatches(db), destinations });
}
