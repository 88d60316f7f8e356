import { openStripe } from '../../../../src/adapters/refund/stripe/open-stripe';

const GOOD = { RESCIND_STRIPE_SECRET_KEY: 'sk_test_123456789', RESCIND_STRIPE_WEBHOOK_SECRET: 'whsec_123456789' };

describe('Stripe, by its credentials', () => {
  it('is on with a key and the secret of its webhook', () => {
    const opened = openStripe(GOOD);
    expect(opened).toMatchObject({ outcome: 'on', channel: { capabilities: { channel: 'stripe' } } });
  });

  it('is off without any', () => {
    expect(openStripe({})).toEqual({ outcome: 'off', channel: 'stripe', missing: Object.keys(GOOD) });
  });

  it('is bad with some, and says which without saying them', () => {
    const opened = openStripe({ RESCIND_STRIPE_SECRET_KEY: 'pk_test_public', RESCIND_STRIPE_ACCOUNT: 'me' });
    expect(opened).toEqual({
      outcome: 'bad',
      channel: 'stripe',
      problems: [
        {
          name: 'RESCIND_STRIPE_SECRET_KEY',
          problem: 'must be a secret or restricted key, which begins with sk_ or rk_',
        },
        { name: 'RESCIND_STRIPE_WEBHOOK_SECRET', problem: 'is missing' },
        {
          name: 'RESCIND_STRIPE_ACCOUNT',
          problem: 'must be the id of a connected account, which begins with acct_',
        },
      ],
    });
    expect(JSON.stringify(opened)).not.toContain('pk_test');
  });
});
