import { openDoors } from './doors';
import { runCli } from './program';
import { PROCESS_TERMINAL } from './terminal';

void runCli(process.argv.slice(2), { terminal: PROCESS_TERMINAL, openDoors }).then((exitCode) => {
  process.exitCode = exitCode;
});
