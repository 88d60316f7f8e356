import { escapedHtml } from '../../domain/explain/escaped-html';

/** A piece of a mail, in words; nothing of it is HTML yet. */
export type Block =
  | { readonly kind: 'text' | 'small'; readonly text: string }
  | { readonly kind: 'list'; readonly lead?: string; readonly lines: readonly string[] }
  | { readonly kind: 'code'; readonly lead: string; readonly code: string }
  | { readonly kind: 'link'; readonly label: string; readonly url: string };

/** The plain text of a mail. What came from outside can't begin a line of its own. */
export function textOf(blocks: readonly Block[]): string {
  const parts = blocks.map((block) => {
    if (block.kind === 'list') return [...leadOf(block), ...block.lines.map((line) => `- ${oneLine(line)}`)].join('\n');
    if (block.kind === 'code') return `${block.lead} ${block.code}`;
    if (block.kind === 'link') return `${block.label}:\n${block.url}`;
    return block.kind === 'small' ? `--\n${block.text}` : oneLine(block.text);
  });
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

/** The HTML of a mail: no picture, no script, nothing that is loaded from anywhere. */
export function htmlOf(
  blocks: readonly Block[],
  { title, language }: { readonly title: string; readonly language: string },
): string {
  return `<!doctype html>
<html lang="${escapedHtml(language)}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapedHtml(title)}</title></head>
<body style="font-family: sans-serif; font-size: 16px; line-height: 1.5; max-width: 36em; margin: 1em auto; padding: 0 1em">
${blocks.map(htmlOfBlock).join('\n')}
</body>
</html>
`;
}

function htmlOfBlock(block: Block): string {
  if (block.kind === 'list') {
    if (block.lines.length === 0) return '';
    const lead = leadOf(block).map((line) => `<p>${escapedHtml(line)}</p>\n`);
    return `${lead.join('')}<ul>${block.lines.map((line) => `<li>${escapedHtml(oneLine(line))}</li>`).join('')}</ul>`;
  }
  if (block.kind === 'code') return `<p>${escapedHtml(block.lead)} <strong>${escapedHtml(block.code)}</strong></p>`;
  if (block.kind === 'link') return `<p><a href="${escapedHtml(block.url)}">${escapedHtml(block.label)}</a></p>`;
  const style = block.kind === 'small' ? ' style="font-size: 14px; color: #555"' : '';
  return `<p${style}>${escapedHtml(oneLine(block.text))}</p>`;
}

function leadOf({ lead, lines }: Extract<Block, { kind: 'list' }>): string[] {
  return lead === undefined || lines.length === 0 ? [] : [lead];
}

/** One line, without characters that no one sees or that turn the direction of writing. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]+/gu, ' ');
}
