import { loadPrism } from "../../../packages/mock/src/prism.ts";
import { generatedPackage } from "./generated-package.ts";

/** Loads what is loaded once a process, however many documents follow. */
export function warmUp(): void {
  loadPrism();
  const document = { openapi: "3.1.0", info: { title: "None", version: "1" }, paths: {} };
  generatedPackage("none", { title: "None", document, operations: [] }, "none");
}
