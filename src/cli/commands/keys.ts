import { InvalidArgumentError, Option, type Command } from 'commander';
import { listApiKeys, revokeApiKey, rotateApiKey } from '../../adapters/persistence/access/manage-api-keys';
import { createApiKey } from '../../adapters/persistence/api-keys';
import { openDatabase, type Database } from '../../adapters/persistence/database';
import { ensureShop } from '../../adapters/persistence/orders/ensure-shop';
import type { Role } from '../../domain/cancellation';
import { formatInstant } from '../../domain/explain/instant';
import { SCOPES, type ApiKeySummary, type Scope } from '../../ports/api-key-store';
import type { AddCommands } from '../add-commands';
import { CliError, EXIT, type ExitCode } from '../exit-codes';
import { requireRuntime } from '../runtime';
import { table } from '../table';
import { show, type Terminal } from '../terminal';

const ROLES: readonly Role[] = ['service', 'merchant', 'support', 'supervisor', 'operator', 'auditor'];
const DAY_MS = 86_400_000;
const UNITS_MS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: DAY_MS };

interface CreateOptions {
  readonly shop: string;
  readonly role: Role;
  readonly as: string;
  readonly merchant?: string;
  readonly scopes?: readonly Scope[];
  readonly expires?: number;
  readonly json: boolean;
}

/** `keys`: API keys of services, made, listed, replaced and ended. A key is shown once, when it is made. */
export const addKeys: AddCommands = (program, { terminal, done }) => {
  const keys = program.command('keys').description('API keys: made, listed, replaced and ended');
  const run = async (work: (db: Database) => Promise<ExitCode>): Promise<void> => {
    const db = openDatabase(terminal.env['DATABASE_URL'] ?? requireRuntime().databaseUrl, { max: 2 });
    try {
      done(await work(db));
    } finally {
      await db.destroy();
    }
  };
  addCreate(keys, (options) => run((db) => create(db, terminal, options)));
  keys
    .command('list')
    .description('lists them, newest first; never a key itself')
    .option('--shop <id>', 'of one shop alone')
    .option('--json', 'print JSON', false)
    .action((options: { shop?: string; json: boolean }) => run((db) => list(db, terminal, options)));
  keys
    .command('rotate')
    .description('makes a new key for the same holder; the old one works beside it for a while')
    .argument('<key id>')
    .option('--grace <time>', 'how long the old one still works, such as 1h or 7d', duration, 7 * DAY_MS)
    .option('--json', 'print JSON', false)
    .action((keyId: string, options: { grace: number; json: boolean }) =>
      run((db) => rotate(db, terminal, { ...options, keyId })),
    );
  keys
    .command('revoke')
    .description('ends a key at once')
    .argument('<key id>')
    .option('--json', 'print JSON', false)
    .action((keyId: string, options: { json: boolean }) => run((db) => revoke(db, terminal, { ...options, keyId })));
};

function addCreate(keys: Command, action: (options: CreateOptions) => Promise<void>): void {
  keys
    .command('create')
    .description('makes a key, and shows it this once')
    .requiredOption('--shop <id>', 'whose', id)
    .requiredOption('--as <actor id>', 'who acts by it: an opaque id, it is on every timeline', id)
    .addOption(new Option('--role <role>').choices(ROLES).default('service'))
    .option('--merchant <id>', 'of role merchant: which', id)
    .option('--scopes <list>', `comma-separated, of ${SCOPES.join(', ')}; left out: all`, scopes)
    .option('--expires <time>', 'after so long, such as 90d; left out: when it is revoked', duration)
    .option('--json', 'print JSON', false)
    .action(action);
}

async function create(db: Database, terminal: Terminal, options: CreateOptions): Promise<ExitCode> {
  const { shop: shopId, role, as: actorId, merchant, scopes: ofKey, expires, json } = options;
  if ((role === 'merchant') !== (merchant !== undefined)) {
    throw new CliError(EXIT.USAGE, '--merchant belongs to --role merchant, and only there');
  }
  await ensureShop(db, { shopId });
  const made = await createApiKey(db, {
    ...{ shopId, role, actorId },
    ...(merchant !== undefined && { merchantId: merchant }),
    ...(ofKey !== undefined && { scopes: ofKey }),
    ...(expires !== undefined && { expiresAt: new Date(Date.now() + expires) }),
  });
  show(terminal, json, { data: made, lines: [`Key ${made.keyId}. It is shown this once:`, made.key] });
  return EXIT.DONE;
}

async function list(
  db: Database,
  terminal: Terminal,
  { shop, json }: { shop?: string; json: boolean },
): Promise<ExitCode> {
  const items = await listApiKeys(db, shop);
  show(terminal, json, { data: { items }, lines: items.length === 0 ? ['None.'] : linesOf(items) });
  return EXIT.DONE;
}

async function rotate(
  db: Database,
  terminal: Terminal,
  { keyId, grace, json }: { keyId: string; grace: number; json: boolean },
): Promise<ExitCode> {
  const rotated = await rotateApiKey(db, keyId, grace);
  if (rotated === undefined) throw new CliError(EXIT.REFUSED, `There is no key ${keyId} that works`);
  const until = formatInstant(rotated.oldExpiresAt.toISOString());
  const lines = [`Key ${rotated.keyId}. ${keyId} works until ${until}. The new one is shown this once:`, rotated.key];
  show(terminal, json, { data: rotated, lines });
  return EXIT.DONE;
}

async function revoke(
  db: Database,
  terminal: Terminal,
  { keyId, json }: { keyId: string; json: boolean },
): Promise<ExitCode> {
  if (!(await revokeApiKey(db, keyId))) throw new CliError(EXIT.REFUSED, `There is no key ${keyId}`);
  show(terminal, json, { data: { keyId, outcome: 'revoked' }, lines: [`${keyId} lets nobody in any more.`] });
  return EXIT.DONE;
}

function linesOf(items: readonly ApiKeySummary[]): string[] {
  return table([
    ['Key', 'Shop', 'Actor', 'Role', 'Scopes', 'Made', 'Last used', 'Works until'],
    ...items.map(({ keyId, shopId, actor, merchantId, scopes: ofKey, createdAt, lastUsedAt, ...ends }) => [
      ...[keyId, shopId, actor.id, merchantId === undefined ? actor.role : `${actor.role} of ${merchantId}`],
      ...[ofKey?.join(',') ?? 'all', formatInstant(createdAt), optional(lastUsedAt)],
      ends.revokedAt === undefined ? optional(ends.expiresAt) : `revoked ${formatInstant(ends.revokedAt)}`,
    ]),
  ]);
}

function optional(instant: string | undefined): string {
  return instant === undefined ? '' : formatInstant(instant);
}

function id(text: string): string {
  if (!/^[A-Za-z0-9._:-]{1,64}$/.test(text)) throw new InvalidArgumentError('Letters, digits, . _ : and -, up to 64.');
  return text;
}

function scopes(text: string): Scope[] {
  const asked = text.split(',').map((one) => one.trim());
  const known = SCOPES.filter((scope) => asked.includes(scope));
  if (known.length !== asked.length) throw new InvalidArgumentError(`Some of ${SCOPES.join(', ')}, each once.`);
  return known;
}

/** ms */
function duration(text: string): number {
  const [, count, unit = ''] = /^([1-9]\d{0,4})([mhd])$/.exec(text) ?? [];
  const unitMs = UNITS_MS[unit];
  if (count === undefined || unitMs === undefined) throw new InvalidArgumentError('A time such as 30m, 12h or 90d.');
  return Number(count) * unitMs;
}
