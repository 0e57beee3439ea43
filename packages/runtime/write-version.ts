// The last step of the build: the User-Agent names the version that is in package.json when the package is built.
import { readFileSync, writeFileSync } from "node:fs";

const { version } = JSON.parse(readFileSync("package.json", "utf8"));
const file = "dist/version.js";
const built = readFileSync(file, "utf8").replace(/(?<=version = )"[^"]*"/, JSON.stringify(version));
if (!built.includes(JSON.stringify(version))) throw new Error(`${file} has no version to replace`);
writeFileSync(file, built);
