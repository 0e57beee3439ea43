import { clientName } from "./emit-client.ts";
import { camelCase, identifier } from "./names.ts";
import { comment } from "./text.ts";

/** What the facade knows of the APIs: one member for each, made when it is first used. */
export function emitFacade(apis: readonly { readonly api: string; readonly title: string }[]): string {
  return [
    ...apis.map(
      ({ api }) =>
        `import { type ${clientName(api)}, create${clientName(api)} } from "@pismo-client/${api}";\n`,
    ),
    'import type { Client } from "@pismo-client/runtime";\n\n',
    comment(["The APIs of an account, each with its operations as methods."]),
    "export interface Apis {\n",
    ...apis.map(
      ({ api, title }) =>
        `${comment([`"${title}".`], "  ")}  readonly ${memberName(api)}: ${clientName(api)};\n`,
    ),
    "}\n\n",
    comment(["Binds every API to one account's client. Each is made when it is first used."]),
    "export function bindApis(client: Client): Apis {\n",
    ...apis.map(({ api }) => `  let ${memberName(api)}: ${clientName(api)} | undefined;\n`),
    "  return {\n",
    ...apis.map(
      ({ api }) =>
        `    get ${memberName(api)}() {\n      ${memberName(api)} ??= create${clientName(api)}(client);\n      return ${memberName(api)};\n    },\n`,
    ),
    "  };\n}\n",
  ].join("");
}

function memberName(api: string): string {
  return identifier(camelCase(api));
}
