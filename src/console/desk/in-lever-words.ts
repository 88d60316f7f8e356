import type { Case } from '../api/case';

/** What is said of a case, with each lever called as its button is: the API names levers by their codes, as the command line takes them. */
export function inLeverWords(of: Case, words: Readonly<Record<string, string>>): Case {
  const codes = new RegExp(`\\b(?:${Object.keys(words).join('|')})\\b`, 'g');
  const { headline, details } = of.explanation;
  const said = (text: string) => text.replace(codes, (code) => `“${words[code] ?? code}”`);
  return { ...of, explanation: { headline, details: details.map(said) } };
}
