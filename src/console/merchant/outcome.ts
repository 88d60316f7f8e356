/** What a merchant decides. */
export type Outcome = 'APPROVED' | 'REJECTED';
