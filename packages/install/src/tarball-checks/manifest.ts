import type { Subject } from "./subject.ts";

/** What npm, its provenance and users' package managers read. */
export function checkManifest({ manifest, source, packages }: Subject): string[] {
  const workspace = source.manifest;
  const problems: string[] = [];
  const expect = (isRight: boolean, what: string) => {
    if (!isRight) problems.push(`package.json: ${what}`);
  };
  expect(
    manifest.name === workspace.name && manifest.version === workspace.version,
    "another name or version than in the workspace.",
  );
  expect(manifest.type === "module", "`type` is not `module`.");
  expect(
    manifest.sideEffects === false,
    "`sideEffects` is not false: bundles would hold what they do not use.",
  );
  expect(manifest.license === "MIT", "`license` is not MIT.");
  expect(
    manifest.engines?.node === ">=20.19",
    "`engines.node` is not >=20.19, the first Node 20 that can `require()` ESM.",
  );
  // npm refuses a package whose provenance names another repository.
  expect(
    manifest.repository?.url === "git+https://github.com/pismo-client/pismo-client.git",
    "`repository.url` is not this repository.",
  );
  expect(
    manifest.repository?.directory === `packages/${source.folder}`,
    `\`repository.directory\` is not packages/${source.folder}.`,
  );
  expect(manifest.publishConfig?.access === "public", "`publishConfig.access` is not public.");
  expect(manifest.publishConfig?.provenance === true, "`publishConfig.provenance` is not true.");
  for (const hook of Object.keys(manifest.scripts ?? {}))
    expect(!/^(pre|post)?(install|prepare)$/.test(hook), `it runs \`${hook}\` on its users' machines.`);
  const versions = new Map(packages.map((each) => [each.manifest.name, each.manifest.version]));
  for (const [name, range] of Object.entries(manifest.dependencies ?? {})) {
    const own = versions.get(name);
    expect(/^[\^~]?\d+\.\d+\.\d+$/.test(range), `\`dependencies.${name}\` is no released version: ${range}.`);
    expect(
      own === undefined || range === own,
      `\`dependencies.${name}\` is ${range}; it is released as ${own}.`,
    );
  }
  return problems;
}
