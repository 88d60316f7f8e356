import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { EnvironmentError, type BadVariable } from './environment-error';

const URL_NAME = 'RESCIND_SMTP_URL';
const FROM_NAME = 'RESCIND_MAIL_FROM';

/** How mails leave. */
export interface MailSettings {
  readonly server: {
    readonly host: string;
    readonly port: number;
    /** TLS from the first byte. */
    readonly secure: boolean;
    /** Without TLS nothing is sent. */
    readonly requireTls: boolean;
    readonly auth?: { readonly user: string; readonly password: string };
  };
  readonly from: { readonly email: string; readonly name?: string };
}

const PORTS: Readonly<Record<string, number>> = { 'smtp:': 587, 'smtps:': 465 };
const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];
/** `Name <address>`, or an address alone. No control characters, so that it stays one header. */
const FROM = /^(?:([^<>@\p{Cc}]{1,100}?)\s*<([^<>\s]+)>|([^<>\s]+))$/u;

/**
 * Reads RESCIND_SMTP_URL (`smtp://user:password@host:587`, `smtps://…:465`) and RESCIND_MAIL_FROM (`Shop
 * <no-reply@shop.example>`), or the files that their _FILE variants name. `smtp` takes TLS where the
 * server has it; in production it is required, unless the server is this machine or the URL ends in
 * `?tls=off`. Undefined where neither is set.
 * @throws {EnvironmentError} without values: they may be secret.
 */
export function readMailSettings(env: NodeJS.ProcessEnv): MailSettings | undefined {
  const url = valueOf(env, URL_NAME);
  const from = valueOf(env, FROM_NAME);
  if (url === undefined && from === undefined) return undefined;
  const server = url === undefined ? undefined : serverOf(url, env['NODE_ENV'] === 'production');
  const sender = from === undefined ? undefined : senderOf(from);
  const bad: BadVariable[] = [
    ...(server === undefined ? [problem(URL_NAME, url, 'must be smtp:// or smtps://, with a host')] : []),
    ...(sender === undefined ? [problem(FROM_NAME, from, 'must be an address, or a name and an address in <>')] : []),
  ];
  if (server === undefined || sender === undefined) throw new EnvironmentError(bad);
  return { server, from: sender };
}

function problem(name: string, given: string | undefined, what: string): BadVariable {
  return { name, problem: given === undefined ? 'is missing: e-mail needs both' : what };
}

function valueOf(env: NodeJS.ProcessEnv, name: string): string | undefined {
  const file = env[`${name}_FILE`] ?? '';
  const text = file === '' ? (env[name] ?? '') : textOf(file, `${name}_FILE`);
  return text.trim() === '' ? undefined : text.trim();
}

function textOf(file: string, name: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new EnvironmentError([{ name, problem: 'names a file that can’t be read' }]);
  }
}

function serverOf(text: string, isProduction: boolean): MailSettings['server'] | undefined {
  if (!URL.canParse(text)) return undefined;
  const { protocol, hostname, port, username, password, searchParams, pathname } = new URL(text);
  const usual = PORTS[protocol];
  const options = [...searchParams].map(([name, value]) => `${name}=${value}`);
  const isKnown = options.every((option) => option === 'tls=off') && /^\/?$/.test(pathname);
  if (usual === undefined || hostname === '' || !isKnown) return undefined;
  const mayBePlain = options.length > 0 || LOOPBACK.includes(hostname) || !isProduction;
  return {
    host: hostname.replace(/^\[(.*)\]$/, '$1'),
    port: port === '' ? usual : Number(port),
    secure: protocol === 'smtps:',
    requireTls: protocol === 'smtp:' && !mayBePlain,
    ...(username === ''
      ? {}
      : { auth: { user: decodeURIComponent(username), password: decodeURIComponent(password) } }),
  };
}

function senderOf(text: string): MailSettings['from'] | undefined {
  const [, name, inBrackets, alone] = FROM.exec(text) ?? [];
  const email = z
    .email()
    .max(254)
    .safeParse(inBrackets ?? alone);
  if (!email.success) return undefined;
  const plain = name?.replace(/^"(.*)"$/, '$1').trim();
  return { email: email.data, ...(plain === undefined || plain === '' ? {} : { name: plain }) };
}
