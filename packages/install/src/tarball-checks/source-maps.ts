import { existsSync, readFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { filesBelow } from "../tarball.ts";
import type { Subject } from "./subject.ts";

interface SourceMap {
  readonly sources: readonly string[];
  readonly sourcesContent?: readonly (string | null)[];
}

/**
 * Sources travel inside the maps, so that a debugger steps into TypeScript although no `src/` is installed. Each is
 * what the workspace holds at the place that the map names, and no path leads out of the package.
 */
export function checkSourceMaps({ folder, files, read, source }: Subject): string[] {
  const sources = new Set(filesBelow(join(source.path, "src")).map((path) => `src/${path}`));
  return files
    .filter((path) => path.endsWith(".js"))
    .flatMap((path) => {
      const map = /^\/\/# sourceMappingURL=(.+)$/m.exec(read(path))?.[1];
      if (!map) return [`${path} names no source map.`];
      const file = join(folder, dirname(path), map);
      if (!existsSync(file)) return [`${path} names a source map that is not there: ${map}.`];
      const { sources: named, sourcesContent = [] } = JSON.parse(readFileSync(file, "utf8")) as SourceMap;
      if (named.length === 0) return [`${path}.map has no sources.`];
      return named.flatMap((name, index) => {
        const place = posix.join(posix.dirname(path), name);
        if (!sources.has(place)) return [`${path}.map: ${name} is no source of the package.`];
        const isWhole = sourcesContent[index] === readFileSync(join(source.path, place), "utf8");
        return isWhole ? [] : [`${path}.map does not hold ${place} as it is.`];
      });
    });
}
