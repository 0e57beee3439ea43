import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Package } from "@pismo-client/install/workspace";

/** What the packages' changelogs say of their versions, as one text; empty where there is no changelog yet. */
export function releaseNotes(packages: readonly Package[]): string {
  return packages
    .map(({ path, manifest }) => {
      const changelog = join(path, "CHANGELOG.md");
      const text = existsSync(changelog) ? changesOf(readFileSync(changelog, "utf8"), manifest.version) : "";
      return text && `## ${manifest.name} ${manifest.version}\n\n${text}\n`;
    })
    .filter(Boolean)
    .join("\n");
}

/** What stands in a changelog below the heading of a version. */
export function changesOf(changelog: string, version: string): string {
  const [, ...sections] = changelog.split(/^## /m);
  const section = sections.find((text) => text.startsWith(`${version}\n`));
  return section?.slice(version.length).trim() ?? "";
}
