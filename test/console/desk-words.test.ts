import { CODE_WORDS } from '../../src/console/desk/code-words';
import { DRIFT_WORDS } from '../../src/console/desk/drift-words';
import { LEG_WORDS } from '../../src/console/desk/leg-words';
import { LEVER_FIELD_WORDS } from '../../src/console/desk/lever-field-words';
import { LEVER_WORDS } from '../../src/console/desk/lever-words';
import { REASON_WORDS } from '../../src/console/cases/reason-words';
import { REJECTION_WORDS } from '../../src/console/cases/rejection-words';
import { ROLE_WORDS } from '../../src/console/cases/role-words';
import { STATE_WORDS } from '../../src/console/cases/state-words';
import { leverFields } from '../../src/api/levers/lever-fields';
import { CANCELLATION_STATES, ROLES } from '../../src/domain/cancellation';
import { REJECTION_REASONS } from '../../src/domain/decision';
import { EN_STUCK } from '../../src/domain/explain/en/stuck';
import { LEVER_ROLES, type LeverKind } from '../../src/domain/lever';
import { REASON_CODES } from '../../src/domain/reasons';
import { DRIFT_KINDS } from '../../src/ports/drift-book';

const LOCALES = ['en', 'zh'] as const;
const LEVERS = Object.keys(LEVER_ROLES) as LeverKind[];

describe.each(LOCALES)('the words of staff and merchants in %s', (locale) => {
  it.each([
    ['state', CANCELLATION_STATES, STATE_WORDS[locale]],
    ['role', ROLES, ROLE_WORDS[locale]],
    ['reason', REASON_CODES, REASON_WORDS[locale]],
    ['reason to reject', REJECTION_REASONS, REJECTION_WORDS[locale]],
    ['lever', LEVERS, LEVER_WORDS[locale]],
    ['difference', DRIFT_KINDS, DRIFT_WORDS[locale]],
    ['state of a refund', Object.keys(LEG_WORDS.en.states), LEG_WORDS[locale].states],
  ] as const)('name every %s, and nothing else', (_, codes, words) => {
    expect(Object.keys(words).sort()).toEqual([...codes].sort());
  });

  it('say why a person is needed, whatever the cause', () => {
    expect(Object.keys(CODE_WORDS[locale])).toEqual(expect.arrayContaining(Object.keys(EN_STUCK)));
  });

  it('name every field of every lever that a person fills in, and every choice', () => {
    const subjects = { legId: 'leg', shipmentId: 'parcel', merchantId: 'm', approvalId: 'a' };
    const asked = LEVERS.flatMap((kind) => leverFields(kind, subjects)).filter(({ value }) => value === undefined);
    const names = asked.flatMap(({ name, values = [] }) => [name, ...values]);
    expect(Object.keys(LEVER_FIELD_WORDS[locale])).toEqual(expect.arrayContaining(names));
  });
});
