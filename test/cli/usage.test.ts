import { runCommand } from './run-command';

const ID = 'o1.0123456789abcdef';

const WRONG: readonly (readonly [string, readonly string[], RegExp])[] = [
  ['no command at all', [], /Usage: rescind/],
  ['an unknown command', ['cancell', 'o1'], /unknown command 'cancell'/],
  ['an unknown option', ['list', '--colour'], /unknown option '--colour'/],
  ['no order id', ['cancel'], /missing required argument 'orderId'/],
  ['a reason that is not in the catalogue', ['cancel', 'o1', '--reason', 'BORED'], /CHANGED_MIND, /],
  ['a line without its quantity', ['cancel', 'o1', '--line', '1'], /<line id>:<quantity>/],
  ['a line with a quantity of zero', ['cancel', 'o1', '--line', '1:0'], /<line id>:<quantity>/],
  ['something that is no cancellation id', ['withdraw', 'o1'], /<order id>\.<16 hex digits>/],
  ['a decision of nobody', ['decide', ID, '--approve'], /--merchant <id>/],
  ['a decision that says neither', ['decide', ID, '--merchant', 'm1'], /either --approve or --reject/],
  ['a decision that says both', ['decide', ID, '--merchant', 'm1', '--approve', '--reject'], /either/],
  ['a rejection without a reason', ['decide', ID, '--merchant', 'm1', '--reject'], /needs a --reason/],
  ['an unknown lever', ['lever', 'kick', ID], /A lever is one of retryStep, /],
  [
    'another way without the consent',
    ['lever', 'chooseAlternateRoute', ID, '--leg', 'l', '--route', 'STORE_CREDIT', '--destination', 'd'],
    /needs --consent-at and --evidence-kind and --evidence/,
  ],
  ['a lever without what it needs', ['lever', 'recordManualRefund', ID], /needs --leg and --reference/],
  ['an unknown locale', ['show', ID, '--locale', 'fr'], /en, zh/],
  ['an unknown state', ['list', '--state', 'GONE'], /Allowed choices are REQUESTED, /],
  ['a limit that is no number', ['list', '--limit', '2.5'], /whole number/],
  ['no orders for a demo', ['demo', '--orders', '0'], /whole number of at least 1/],
  ['an unknown way to take orders', ['import', 'olist', '.', '--as-of', 'today'], /purchase, recorded/],
  ['a shop id that can be none', ['import', 'olist', '.', '--shop', 'A shop'], /Small letters/],
  ['a policy that is not there', ['import', 'olist', '.', '--policy', '/nowhere.json'], /ENOENT/],
  ['a folder that is not there', ['import', 'olist', '/nowhere'], /\/nowhere is not a folder/],
];

test.each(WRONG)('%s is wrong usage: exit code 2, a sentence, nothing called', async (_what, args, message) => {
  const ran = await runCommand(args);
  expect({ exitCode: ran.exitCode, hints: ran.hints, out: ran.out }).toEqual({ exitCode: 2, hints: [], out: '' });
  expect(ran.err).toMatch(message);
});

test('help is no fault', async () => {
  const { exitCode, out } = await runCommand(['--help']);
  expect(exitCode).toBe(0);
  for (const command of [
    'quote',
    'case',
    'start',
    'doctor',
    'import',
    'cancel',
    'decide',
    'withdraw',
    'escalate',
    'evidence',
    'lever',
    'show',
    'list',
    'demo',
    'openapi',
    'bench',
  ]) {
    expect(out).toMatch(new RegExp(`^  ${command} `, 'm'));
  }
});
