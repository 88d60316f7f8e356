import { escapedHtml } from '../../domain/explain/escaped-html';
import type { KeptMail, Recipient } from '../../ports/mails';

/** All mails that were kept, newest first. */
export function mailListPage(mails: readonly KeptMail[]): string {
  const rows = mails.map(
    (mail) => `
      <tr><td>${escapedHtml(mail.at.toISOString())}</td><td>${escapedHtml(addressOf(mail.to))}</td>
        <td><a href="/dev/mails/${escapedHtml(mail.mailId)}">${escapedHtml(mail.subject)}</a></td></tr>`,
  );
  const table = `
    <table><thead><tr><th scope="col">When</th><th scope="col">To</th><th scope="col">Subject</th></tr></thead>
      <tbody>${rows.join('')}</tbody></table>`;
  return page('Mails', mails.length === 0 ? '\n    <p>Nothing was mailed yet.</p>' : table);
}

/** One mail, both ways in which it may be read. */
export function mailPage({ mailId, subject, to, text, at }: KeptMail): string {
  return page(
    subject,
    `
    <p><a href="/dev/mails">All mails</a></p>
    <p>To ${escapedHtml(addressOf(to))}, ${escapedHtml(at.toISOString())}</p>
    <h2>Text</h2>
    <pre style="white-space: pre-wrap">${escapedHtml(text)}</pre>
    <h2>HTML</h2>
    <iframe title="The mail as HTML" sandbox="" src="/dev/mails/${escapedHtml(mailId)}/html" width="100%" height="480"></iframe>`,
  );
}

function addressOf({ email, name }: Recipient): string {
  return name === undefined ? email : `${name} <${email}>`;
}

function page(title: string, content: string): string {
  return `<!doctype html>
<html lang="en">
  <head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Rescind: ${escapedHtml(title)}</title></head>
  <body><main><h1>${escapedHtml(title)}</h1>
    <p>Mails of this machine are kept here instead of sent: there is no RESCIND_SMTP_URL.</p>${content}
  </main></body>
</html>
`;
}
