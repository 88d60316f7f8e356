import { bench } from './bench';

/** Placeholder until the command line calls it. */
void bench({
  runs: Number(process.argv[2] ?? 300),
  waiting: Number(process.argv[3] ?? 1000),
  json: process.argv[4] ?? '/tmp/bench.json',
});
