/** What belongs to one run: the shop, and the beginning of every id. */
export interface DemoRun {
  readonly shopId: string;
  readonly run: string;
}
