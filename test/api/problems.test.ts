import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROBLEM_CODES, PROBLEM_STATUS } from '../../src/api/problem/problem-codes';
import { textOf } from '../../src/api/problem/problem-texts';
import { REFUSAL_CODES } from '../../src/domain/refusals';
import { startApi, type TestApi } from './start-api';

const PAGES = join(__dirname, '../../docs/errors');

describe('problem codes', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api.stop());

  it('have one page each, and every page a code', () => {
    expect(readdirSync(PAGES).sort()).toEqual(PROBLEM_CODES.map((code) => `${code}.md`).sort());
  });

  it('cover every refusal of the domain', () => {
    expect(REFUSAL_CODES.filter((code) => !(PROBLEM_CODES as readonly string[]).includes(code))).toEqual([]);
  });

  it.each(PROBLEM_CODES)('%s says on its page what it says in the answer, and its status', (code) => {
    const page = readFileSync(join(PAGES, `${code}.md`), 'utf8');
    const { sentence, whatToDo } = textOf(code, 'en');
    expect(page).toContain(`# ${code}\n\nStatus ${PROBLEM_STATUS[code]}. ${sentence}`);
    expect(page).toContain(whatToDo);
    expect(textOf(code, 'zh').sentence).toMatch(/\p{Script=Han}/u);
  });

  it('are explained where their `type` points to', async () => {
    const { body } = await api.anonymous.get('/v1/orders/o_1').expect(401);
    const page = await api.anonymous.get((body as { type: string }).type).expect(200);
    expect(page.headers['content-type']).toMatch(/^text\/markdown/);
    expect(page.text).toContain('# UNAUTHENTICATED');
    await api.anonymous.get('/docs/errors/..%2f..%2fpackage').expect(404);
  });
});
