import { refusalText } from '../domain/explain/refusals';
import type { Refusal } from '../domain/refusals';
import { EXIT, type ExitCode } from './exit-codes';
import { show, type Terminal } from './terminal';

/** Tells a refusal: what, and what can be done. */
export function showRefusal(terminal: Terminal, json: boolean, refusal: Refusal): ExitCode {
  const { sentence, whatToDo } = refusalText(refusal.code, 'en');
  const details = Object.entries(refusal.details ?? {}).map(([name, value]) => `${name} ${value}`);
  const lines = [
    `Refused (${refusal.code}): ${sentence}`,
    whatToDo,
    ...(details.length > 0 ? [details.join(', ')] : []),
  ];
  show(terminal, json, { data: refusal, lines });
  return EXIT.REFUSED;
}
