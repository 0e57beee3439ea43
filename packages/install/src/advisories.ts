// `pnpm advisories [options of pnpm audit]`: what is known of the dependencies that users get.
import { spawnSync } from "node:child_process";
import { root } from "./workspace.ts";

interface Audit {
  readonly advisories: Readonly<Record<string, Advisory>>;
  readonly metadata: { readonly totalDependencies: number };
}

interface Advisory {
  readonly module_name: string;
  readonly severity: string;
  readonly title: string;
  readonly url: string;
  readonly findings: readonly { readonly version: string; readonly paths: readonly string[] }[];
}

const { stdout, stderr } = spawnSync("pnpm", ["audit", "--prod", "--json", ...process.argv.slice(2)], {
  cwd: root,
  encoding: "utf8",
});
const audit = read(stdout);

if (!audit) {
  console.error(
    `Not available: the registry gave no answer, and nothing is known of the dependencies.\n${stdout}${stderr}`.trimEnd(),
  );
  process.exitCode = 2;
} else {
  const found = Object.values(audit.advisories);
  for (const advisory of found) console.log(describe(advisory));
  console.log(`${found.length} advisories on ${audit.metadata.totalDependencies} dependencies.`);
  if (found.length > 0) process.exitCode = 1;
}

function read(text: string): Audit | undefined {
  try {
    const audit: Partial<Audit> = JSON.parse(text);
    return audit.advisories && audit.metadata ? (audit as Audit) : undefined;
  } catch {
    return undefined;
  }
}

function describe({ module_name, severity, title, url, findings }: Advisory): string {
  const places = findings.map(({ version, paths }) => `  ${version}: ${paths[0]}`);
  return [`${severity}: ${module_name}, ${title} (${url})`, ...places].join("\n");
}
