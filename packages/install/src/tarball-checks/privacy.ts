import { homedir } from "node:os";
import { lintSource } from "@secretlint/core";
import { creator as recommended } from "@secretlint/secretlint-rule-preset-recommend";
import type { Subject } from "./subject.ts";

const config = { rules: [{ id: "@secretlint/secretlint-rule-preset-recommend", rule: recommended }] };

/** Nothing names the machine that it was made on. */
export function checkPlaces({ root, files, read }: Subject): string[] {
  const places = [root, homedir(), process.cwd()].filter((place) => place.length > 1);
  return files.flatMap((path) => {
    const place = places.find((each) => read(path).includes(each));
    return place ? [`${path} names a folder of this machine: ${place}`] : [];
  });
}

/** Nothing looks like a key, a token or a password to secretlint. */
export async function checkSecrets({ folder, files, read }: Subject): Promise<string[]> {
  const found = files.map(async (path) => {
    const source = { content: read(path), filePath: `${folder}/${path}`, contentType: "text" as const };
    const { messages } = await lintSource({ source, options: { config, maskSecrets: true } });
    return messages.map(({ loc, message }) => `${path}:${loc.start.line}: ${message}`);
  });
  return (await Promise.all(found)).flat();
}
