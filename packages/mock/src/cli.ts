#!/usr/bin/env node
import { type Command, parseCommandLine, usage } from "./command-line.ts";
import { documents } from "./generated/documents.ts";
import { startMock } from "./index.ts";

try {
  await run(parseCommandLine(process.argv.slice(2)));
} catch (error) {
  console.error(`pismo-mock: ${(error as Error).message}`);
  process.exitCode = 1;
}

function version(api: string): string {
  return (documents[api] as { info: { version: string } }).info.version;
}

async function run(command: Command): Promise<void> {
  if (command.action === "help") {
    console.log(usage);
    return;
  }
  const { apis, port, pciPort, quiet } = command;
  const mock = await startMock({
    ...(apis.length > 0 && { apis }),
    port,
    pciPort,
    ...(!quiet && { log: (line: string) => console.log(`${new Date().toISOString()} ${line}`) }),
  });
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      void mock.stop();
    });
  }

  const names = [...new Set(mock.operations.map(({ api }) => api))];
  const title = names.map((api) => `${api} ${version(api)}`).join(", ");
  const width = Math.max(...mock.operations.map(({ name }) => name.length));
  console.log(`Mock of Pismo's ${title} (unofficial)\n`);
  console.log(`api ${mock.environment.api}`);
  console.log(`pci ${mock.environment.pci}\n`);
  for (const { name, method, url } of mock.operations) {
    console.log(`${name.padEnd(width)}  ${method.padEnd(5)} ${url}`);
  }
  console.log(`\nenvironment: ${JSON.stringify(mock.environment)}`);
  console.log("Any bearer token is taken. Ctrl-C stops it.\n");
}
