/** The shop in which `rescind demo` plays, and whose people the sign-in links of one machine let in. */
export const DEMO_SHOP = 'demo-shop';

/** The merchant of that shop whose inbox the demo leaves something in, and whom the merchant's sign-in link lets in. */
export const DEMO_MERCHANT = 'bookshop';
