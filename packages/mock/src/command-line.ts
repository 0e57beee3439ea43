import { parseArgs } from "node:util";

/** What the command was asked to do. */
export type Command =
  | { readonly action: "help" }
  | {
      readonly action: "serve";
      readonly apis: readonly string[];
      readonly port: number;
      readonly pciPort: number;
      readonly quiet: boolean;
    };

/** What `--help` prints. */
export const usage: string = `pismo-mock [api…] [options]

Serves mocks of Pismo's card APIs on this machine. Unofficial; not affiliated with Pismo.

  api…            the APIs to serve, such as: cards tokenization (all by default)
  --port <n>      port of the ordinary host; 4010 by default, 0 for any free one
  --pci-port <n>  port of the PCI host; by default the next one, 0 for any free one
  --quiet         no line a request
  --help          this text`;

/** Reads the arguments of the command. Throws an Error with what is wrong in them. */
export function parseCommandLine(argv: readonly string[]): Command {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      port: { type: "string" },
      "pci-port": { type: "string" },
      quiet: { type: "boolean", default: false },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) return { action: "help" };
  const port = readPort("--port", values.port ?? "4010");
  const pciPort = readPort("--pci-port", values["pci-port"] ?? String(port === 0 ? 0 : port + 1));
  if (port === pciPort && port !== 0) throw new Error("--port and --pci-port are two different ports.");
  return { action: "serve", apis: positionals, port, pciPort, quiet: values.quiet };
}

function readPort(option: string, text: string): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value > 65_535)
    throw new Error(`${option} is a number from 0 to 65535, not "${text}".`);
  return value;
}
