/** The shop in which `rescind demo` plays, and whose people the sign-in links of one machine let in. */
export const DEMO_SHOP = 'demo-shop';
